/** The state of one talk: plain JSON, a fold over the journal. */
import type { Plain } from '#kernel/expression/expression.ts'
import type { PrivacyClass } from '../contract/flow.ts'
import type { Caps, Me } from '../contract/turn.ts'
import type { AskType, Origin, View } from '../contract/view.ts'
import type { FlowRequest, PinnedFlow } from './event.ts'

/** One option of an open question, with everything it may be called. */
export interface OpenOption {
  value: Plain
  label: string
  say: string[]
  icon?: string
}

/** One open question about one variable. */
export interface OpenField {
  node: string
  variable: string
  type: AskType
  options: OpenOption[]
  /** Values already chosen of `many`. */
  chosen: Plain[]
  /** A known value offered as the default (`always`). */
  known?: Plain
}

export interface OpenQuestion {
  /** 8 hex digits; presses carry it. */
  key: string
  /** `ask`: an ask node; `confirm`: an act waits for a yes; a narrowed question keeps the kind `ask`. */
  kind: 'ask' | 'confirm'
  fields: OpenField[]
  view: View
  wrongAnswers: number
  class: PrivacyClass
}

/** A request without an answer yet, or with one that waits for those before it. */
export interface OpenRequest {
  id: string
  node: string
  /** The whole request: after a crash it may be sent again, acts under the same key. */
  request: FlowRequest
  answer?: { ok: boolean; value: Plain; origin?: Origin }
}

/** One flow on the stack of calls. */
export interface Frame {
  flow: string
  /** How the caller named it; absent for the first. */
  reference?: string
  version: string
  at: string
  vars: Record<string, Plain>
  origins: Record<string, Origin>
  /** Privacy inherited from the variables a value was computed from. */
  classes: Record<string, PrivacyClass>
}

/** Where `back` returns to: the talk as it was when a question stood open. */
export interface Checkpoint {
  frames: Frame[]
  question: OpenQuestion
}

/** What the last turn said about the channel and the person. */
export interface Setting {
  at: string
  lang: 'ru' | 'en'
  caps: Caps
  me: Me
  overheard: boolean
}

export interface FlowState {
  status: 'new' | 'asking' | 'waiting' | 'done' | 'left'
  frames: Frame[]
  setting?: Setting
  question?: OpenQuestion
  requests: OpenRequest[]
  back: Checkpoint[]
  /** Visits of act nodes, never taken back: they make idempotency keys. */
  visits: Record<string, number>
  /** Counter behind keys and request ids. */
  serial: number
  /** Work of the turn under way. */
  work: { nodes: number; queries: number }
  /** Entities of the phrase that opened the turn and were not used yet. */
  slots: Record<string, Plain>
  /** Answers of a form that wait for their asks to be reached: variable → value. */
  given: Record<string, Plain>
  /** The person was told to wait: the key of the option «Продолжить». */
  slowKey?: string
  /** What was said while nobody could hear it. */
  unheard: boolean
  last: View[]
  lastClass: PrivacyClass
  /** The handler `error` is at work: a second failure ends the talk. */
  failing: boolean
}

/** A talk before its first turn. `inputs` come from a deep link or from the screen that opened the flow. */
export function beginFlow(flow: PinnedFlow, inputs: Readonly<Record<string, Plain>> = {}): FlowState {
  return {
    status: 'new',
    frames: [openFrame(flow, inputs)],
    requests: [],
    back: [],
    visits: {},
    serial: 0,
    work: { nodes: 0, queries: 0 },
    slots: {},
    given: {},
    unheard: false,
    last: [],
    lastClass: 'public',
    failing: false,
  }
}

export function openFrame(
  flow: PinnedFlow,
  inputs: Readonly<Record<string, Plain>>,
  reference?: string,
): Frame {
  const { document, version } = flow
  const vars: Record<string, Plain> = {}
  for (const [name, declared] of [
    ...Object.entries(document.vars ?? {}),
    ...Object.entries(document.in ?? {}),
  ]) {
    if (declared.default !== undefined) vars[name] = toJson(declared.default)
  }
  for (const name of Object.keys(document.in ?? {})) {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined
    if (value !== undefined && value !== null) vars[name] = value
  }
  return {
    flow: document.id,
    version,
    at: document.start,
    vars,
    origins: {},
    classes: {},
    ...(reference ? { reference } : {}),
  }
}

/** A deep copy through JSON: what JSON cannot hold never enters a state. */
export function toJson(value: unknown): Plain {
  const text = JSON.stringify(value)
  return text === undefined ? null : (JSON.parse(text) as Plain)
}

export function copyState(state: FlowState): FlowState {
  return JSON.parse(JSON.stringify(state)) as FlowState
}

/**
 * One macrostep at work: a draft of the state and what was said and asked for so far. Lives for one call of `advance`;
 * nothing outside ever sees it.
 */
import type { Text } from '#kernel/contract/text.ts'
import {
  compileExpression,
  type Evaluated,
  evaluate,
  type Moment,
  type Plain,
} from '#kernel/expression/expression.ts'
import { compileTemplate, renderTemplate } from '#kernel/expression/template.ts'
import type { FlowDocument, FlowNode, PrivacyClass, Words } from '../contract/flow.ts'
import type { Origin, Said, View } from '../contract/view.ts'
import { classOf, declarationOf, highestClass, variablesOf, wordsIn } from './document.ts'
import type { FlowEnv, FlowRequest, PinnedFlow, Tags } from './event.ts'
import { toSpeech } from './speak.ts'
import type { FlowState, Frame, Setting } from './state.ts'
import { defaultTexts } from './words/default-texts.ts'

export interface Run {
  readonly env: FlowEnv
  readonly root: PinnedFlow
  readonly state: FlowState
  readonly setting: Setting
  readonly views: View[]
  readonly requests: FlowRequest[]
  readonly tags: Tags[]
  readonly path: string[]
  /** Classes of everything shown: what `repeat` may say again depends on them. */
  readonly shownClass: PrivacyClass[]
  /** What happened, for the outcome of the turn. */
  readonly happened: Set<'left' | 'failed' | 'refused' | 'acted' | 'shown' | 'empty' | 'told'>
}

/** How a node ended: by an edge, by waiting for the outside, or without doing its work. */
export type Step =
  | { kind: 'next'; next: string | undefined }
  | { kind: 'wait' }
  | { kind: 'fail'; why: string }

export const wait: Step = { kind: 'wait' }
export const fail = (why: string): Step => ({ kind: 'fail', why })

export function frameOf(run: Run): Frame {
  const frame = run.state.frames.at(-1)
  if (!frame) throw new Error('A talk always has a flow')
  return frame
}

/** The document of a frame; undefined when a called flow is no longer to be had. */
export function documentOf(run: Run, frame = frameOf(run)): FlowDocument | undefined {
  if (frame.reference === undefined) return run.root.document
  return run.env.flow(frame.reference, frame.version)?.document
}

/** The document of the frame at work, whose node is being run. */
export function flowOf(run: Run): FlowDocument {
  return documentOf(run) ?? run.root.document
}

export const nodeAt = (run: Run, id: string): FlowNode | undefined => {
  const { nodes } = flowOf(run)
  return Object.hasOwn(nodes, id) ? nodes[id] : undefined
}

export const momentOf = (run: Run): Moment => ({
  now: new Date(run.setting.at),
  timeZone: run.env.timeZone,
  lang: run.setting.lang,
})

/**
 * Values of the names an expression reads: variables of the flow (null until they have one) and what the turn brought.
 * Other names are left out, so that reading them is an error.
 */
function scopeOf(
  run: Run,
  names: Iterable<string>,
  extra: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const flow = flowOf(run)
  const known = variablesOf(flow)
  const { me, caps, lang, at } = run.setting
  const scope: Record<string, unknown> = {}
  for (const name of names) {
    if (Object.hasOwn(extra, name)) scope[name] = extra[name]
    else if (name === 'me') scope[name] = { ...me, lang }
    else if (name === 'caps') scope[name] = caps
    else if (name === 'lang') scope[name] = lang
    else if (name === 'now') scope[name] = new Date(at)
    else if (known.has(name)) scope[name] = valueOfVariable(run, flow, name)
  }
  return scope
}

/** CEL tells whole numbers from others: a declared `int` is a bigint there. */
function valueOfVariable(run: Run, flow: FlowDocument, name: string): unknown {
  const { vars } = frameOf(run)
  const value = Object.hasOwn(vars, name) ? (vars[name] ?? null) : null
  const isWhole =
    typeof value === 'number' && Number.isSafeInteger(value) && declarationOf(flow, name)?.type === 'int'
  return isWhole ? BigInt(value) : value
}

export function evaluateHere(
  run: Run,
  text: string,
  extra: Readonly<Record<string, unknown>> = {},
): Evaluated {
  const compiled = compileExpression(text)
  if (!compiled.ok) return compiled
  return evaluate(compiled.expression, scopeOf(run, compiled.expression.names, extra), momentOf(run))
}

/** A map of expressions; null values are left out: a parameter without a value is not sent. */
export function evaluateMap(
  run: Run,
  mapping: Readonly<Record<string, string>> = {},
): Record<string, Plain> | undefined {
  const values: Record<string, Plain> = {}
  for (const [name, text] of Object.entries(mapping)) {
    const value = evaluateHere(run, text)
    if (!value.ok) return undefined
    if (value.value !== null) values[name] = value.value
  }
  return values
}

export type Phrased = { ok: true; said: Said; names: Set<string> } | { ok: false; why: string }

/** Words in the language of the talk, with their spoken form where speech differs. */
export function phrase(run: Run, words: Words, extra: Readonly<Record<string, unknown>> = {}): Phrased {
  const { lang } = run.setting
  const shown = render(run, wordsIn(words, lang, flowOf(run)), extra)
  if (!shown.ok) return shown
  const { text, names } = shown
  if (lang !== 'ru') return { ok: true, said: { text }, names }
  const ownSpeech = typeof words === 'object' ? words.tts : undefined
  const spoken = ownSpeech === undefined ? undefined : render(run, ownSpeech, extra)
  if (spoken && !spoken.ok) return spoken
  const tts = spoken?.text ?? toSpeech(text)
  const read = new Set([...names, ...(spoken?.names ?? [])])
  return { ok: true, said: { text, ...(tts === text ? {} : { tts }) }, names: read }
}

type RenderedHere = { ok: true; text: string; names: Set<string> } | { ok: false; why: string }

function render(run: Run, source: string, extra: Readonly<Record<string, unknown>>): RenderedHere {
  const template = compileTemplate(source)
  if (!template.ok) return { ok: false, why: template.problem.message }
  const { names } = template.template
  const rendered = renderTemplate(source, scopeOf(run, names, extra), momentOf(run))
  return rendered.ok
    ? { ok: true, text: rendered.text, names: new Set(names) }
    : { ok: false, why: rendered.problem.message }
}

export const own = (run: Run, text: Text): Said => {
  const shown = (run.setting.lang === 'en' ? text.en : undefined) ?? text.ru
  return { text: shown }
}

/** Says something of the engine itself. */
export function tell(run: Run, text: Text): void {
  run.views.push({ kind: 'text', text: own(run, text) })
}

/** Privacy class of what was made from these variables: the highest of theirs, declared or inherited. */
export function classOfNames(run: Run, names: Iterable<string>): PrivacyClass {
  const flow = flowOf(run)
  const { classes } = frameOf(run)
  const inherited = (name: string) => (Object.hasOwn(classes, name) ? classes[name] : undefined) ?? 'public'
  return highestClass([...names].flatMap((name) => [classOf(flow, name), inherited(name)]))
}

/** Shows a view made from these variables, unless they may not be heard here. Returns whether it was shown. */
export const show = (run: Run, view: View, names: Iterable<string>): boolean =>
  showClassed(run, [view], classOfNames(run, names))

/**
 * Shows views of a privacy class (FLOWS.md 4.3). Where it may not be said aloud, or not in a group, an invitation to go
 * on elsewhere takes their place.
 */
export function showClassed(run: Run, views: readonly View[], highest: PrivacyClass): boolean {
  const inGroup = flowOf(run).scope === 'chat' && highest !== 'public'
  const aloud =
    run.setting.caps.speech && (highest === 'sensitive' || (highest === 'personal' && run.setting.overheard))
  run.shownClass.push(highest)
  if (!inGroup && !aloud) {
    run.views.push(...views)
    return true
  }
  run.views.push({
    kind: 'continue',
    text: own(run, inGroup ? defaultTexts.notInGroup : defaultTexts.elsewhere),
  })
  return false
}

/** Where the values of these variables are from: sources joined, the oldest instant, stale when any is. */
export function originOf(run: Run, names: Iterable<string>): Origin | undefined {
  const { origins } = frameOf(run)
  let joined: Origin | undefined
  for (const name of names) {
    const next = Object.hasOwn(origins, name) ? origins[name] : undefined
    if (next && joined) {
      joined = {
        source: joined.source.includes(next.source) ? joined.source : `${joined.source}, ${next.source}`,
        asOf: next.asOf < joined.asOf ? next.asOf : joined.asOf,
        stale: joined.stale || next.stale,
      }
    } else joined ??= next
  }
  return joined
}

/** Gives a variable its value; `from` are the names it was computed from, whose origin it inherits. */
export function setVariable(run: Run, name: string, value: Plain, from: Iterable<string> = []): void {
  const frame = frameOf(run)
  const names = [...from]
  const origin = originOf(run, names)
  const inherited = classOfNames(run, names)
  frame.vars[name] = value
  if (origin) frame.origins[name] = origin
  else delete frame.origins[name]
  if (inherited === 'public') delete frame.classes[name]
  else frame.classes[name] = inherited
}

/** The next key or request number; the same in every replay. */
export function nextId(run: Run): string {
  run.state.serial += 1
  return `r${run.state.serial}`
}

export const nextKey = (run: Run): string => run.env.sha256(`${run.env.session}:${nextId(run)}`).slice(0, 8)

/**
 * The engine: (flow, state, event) → (state, views, requests). Pure. It knows no channel, no clock and no store.
 *
 *   beginFlow(pinned, inputs)          the state of a new talk (state.ts)
 *   advance(pinned, state, event, env) one macrostep
 *   fold(pinned, events, env, inputs)  the state that a journal leads to
 *
 * A driver keeps the journal, sends the requests, answers each with an `answered` event, and renders the views.
 */
import type { Plain } from '#kernel/expression/expression.ts'
import type { Turn } from '../contract/turn.ts'
import type { Outcome, View } from '../contract/view.ts'
import { fitState } from './checkpoint.ts'
import { highestClass } from './document.ts'
import { drive } from './drive.ts'
import type { FlowEnv, FlowEvent, FlowRequest, PinnedFlow, Tags } from './event.ts'
import { runCommand } from './handlers.ts'
import { takeAnswers } from './on-answer.ts'
import { takeInput } from './on-turn.ts'
import { nextKey, own, phrase, type Run, showClassed, tell } from './run.ts'
import { beginFlow, copyState, type FlowState, type Setting, toJson } from './state.ts'
import { commandOf } from './words/commands.ts'
import { defaultTexts } from './words/default-texts.ts'

/** What one macrostep came to. */
export interface Advanced {
  readonly state: FlowState
  readonly views: readonly View[]
  readonly requests: readonly FlowRequest[]
  /** Undefined while requests are open. */
  readonly outcome: Outcome | undefined
  readonly tags: readonly Tags[]
  /** Node ids in the order they ran: for statistics and for looking at a talk. */
  readonly path: readonly string[]
}

/** One macrostep of a talk. Never throws for anything a person, a service or a checked flow may do. */
export function advance(flow: PinnedFlow, state: FlowState, event: FlowEvent, env: FlowEnv): Advanced {
  const draft = copyState(state)
  const setting = settingAfter(draft, event)
  if (!setting) return { state, views: [], requests: [], outcome: undefined, tags: [], path: [] }
  draft.setting = setting
  const run: Run = {
    env,
    root: flow,
    state: draft,
    setting,
    views: [],
    requests: [],
    tags: [],
    path: [],
    shownClass: [],
    happened: new Set(),
  }
  const isNew = react(run, event)
  return finish(run, isNew)
}

/** The state a journal leads to. */
export function fold(
  flow: PinnedFlow,
  events: readonly FlowEvent[],
  env: FlowEnv,
  inputs: Readonly<Record<string, Plain>> = {},
): FlowState {
  return events.reduce((state, event) => advance(flow, state, event, env).state, beginFlow(flow, inputs))
}

function settingAfter(state: FlowState, event: FlowEvent): Setting | undefined {
  if (event.kind !== 'turn') return state.setting && { ...state.setting, at: event.at }
  const { at, lang, caps, me, overheard } = event.turn
  return { at, lang, caps, me, overheard: overheard ?? false }
}

/** Returns whether something new was said: a repetition does not replace what `repeat` repeats. */
function react(run: Run, event: FlowEvent): boolean {
  if (event.kind === 'turn') return takeTurn(run, event.turn)
  if (event.kind === 'slow') return beSlow(run)
  const open = run.state.requests.find(({ id, answer }) => id === event.id && answer === undefined)
  if (!open) return false
  open.answer = {
    ok: event.ok,
    value: toJson(event.value ?? null),
    ...(event.origin ? { origin: event.origin } : {}),
  }
  takeAnswers(run)
  return true
}

function takeTurn(run: Run, { input }: Turn): boolean {
  const { state } = run
  const command =
    input.kind === 'command' ? input.name : input.kind === 'phrase' ? commandOf(input.text) : undefined
  const leaves = command === 'stop' || command === 'menu'
  if (state.requests.length > 0 && !leaves) return beSlow(run)
  if (state.unheard && !leaves) {
    // What was found while nobody listened comes first; the new words were said to something else.
    state.unheard = false
    delete state.slowKey
    showClassed(run, state.last, state.lastClass)
    return false
  }
  delete state.slowKey
  state.unheard = false
  state.failing = false
  state.work = { nodes: 0, queries: 0 }
  state.slots = {}
  if ((input.kind === 'start' || input.kind === 'phrase') && input.slots) {
    const slots = toJson(input.slots)
    if (typeof slots === 'object' && slots !== null && !Array.isArray(slots)) state.slots = slots
  }
  const atOnce = leaves && state.status !== 'new' && !state.question
  drive(run, atOnce ? runCommand(run, command) : takeInput(run, input))
  return !['repeat', 'more', 'continue'].includes(command ?? '')
}

/** Rule 7: the query goes on, and the person is told how to come back to it. */
function beSlow(run: Run): boolean {
  const { state, setting } = run
  if (state.requests.length === 0) return false
  state.slowKey ??= nextKey(run)
  const words = run.root.document.on?.slow
  const said = typeof words === 'object' ? phrase(run, words) : undefined
  const text = said?.ok ? said.said : own(run, defaultTexts.slow)
  const label = defaultTexts.continue[setting.lang]
  const options = [{ press: `k:${state.slowKey}:0`, label }]
  run.views.push({ kind: 'ask', key: state.slowKey, variable: '', type: 'choice', text, options })
  return false
}

function finish(run: Run, isNew: boolean): Advanced {
  const { state, views, requests, tags, path } = run
  if (!fitState(state)) tooLarge(run)
  if (isNew && views.length > 0) {
    state.last = ordered(views)
    state.lastClass = highestClass(run.shownClass)
    // Said after «нужно ещё немного времени»: heard only where the channel can write first.
    state.unheard = state.slowKey !== undefined && !run.setting.caps.push
  }
  if (state.requests.length === 0 && !state.unheard) delete state.slowKey
  return {
    state,
    views: ordered(views),
    requests: liveOf(run, requests),
    outcome: outcomeOf(run),
    tags,
    path,
  }
}

/** At most the last view is a question. */
function ordered(views: View[]): View[] {
  const last = views.at(-1)
  return views.filter((view) => view === last || (view.kind !== 'ask' && view.kind !== 'form'))
}

/** Requests that were dropped in the same step are not sent. */
function liveOf(run: Run, requests: FlowRequest[]): FlowRequest[] {
  return requests.filter(({ id }) => run.state.requests.some((open) => open.id === id))
}

/** More than a talk may hold: it ends, and says so. */
function tooLarge(run: Run): void {
  const { state } = run
  for (const frame of state.frames) frame.vars = {}
  state.requests = []
  delete state.question
  state.last = []
  state.status = 'done'
  run.views.length = 0
  tell(run, defaultTexts.failed)
  run.happened.add('failed')
}

function outcomeOf({ state, happened, views }: Run): Outcome | undefined {
  if (state.requests.length > 0) return undefined
  if (happened.has('left')) return 'left'
  if (happened.has('failed')) return 'failed'
  if (happened.has('refused')) return 'refused'
  if (happened.has('acted')) return 'done'
  if (happened.has('shown')) return 'shown'
  if (happened.has('empty')) return 'nothing'
  if (state.question) return 'asked'
  return happened.has('told') || views.length > 0 ? 'shown' : 'done'
}

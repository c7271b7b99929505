/**
 * Plays one input of one talk inside the time budget: the engine says what it needs, the outside is asked, the
 * answers go back in. What is not there in time goes on by itself and is taken in when it comes (rule 7).
 */
import type { Plain } from '#kernel/expression/expression.ts'
import type { Turn } from '../contract/turn.ts'
import type { Outcome, View } from '../contract/view.ts'
import { type Advanced, advance } from '../engine/advance.ts'
import type { FlowEnv, FlowEvent, FlowRequest, Tags } from '../engine/event.ts'
import type { FlowState } from '../engine/state.ts'
import { type KeptEvent, toKept } from './journal.ts'
import type { Asking, Requests } from './requests.ts'
import type { Version } from './versions.ts'

/** A talk as it is being played: nothing is kept until the whole turn is. */
export interface Talk {
  readonly id: string
  readonly version: Version
  readonly inputs: Readonly<Record<string, Plain>>
  readonly state: FlowState
  /** Events kept so far. */
  readonly events: number
  readonly isNew: boolean
}

export interface Played {
  readonly talk: Talk
  readonly state: FlowState
  readonly events: readonly KeptEvent[]
  readonly views: readonly View[]
  readonly outcome: Outcome
  readonly tags: readonly Tags[]
  /** Requests that were still open when the budget ended. */
  readonly late: readonly LateRequest[]
}

export interface LateRequest {
  readonly id: string
  readonly answer: Promise<Extract<FlowEvent, { kind: 'answered' }>>
}

/** Left for rendering and for the way back. */
const reserveMs = 150
/** How long a request may go on after the turn has been answered. */
const lateMs = 30_000

export async function play(
  talk: Talk,
  event: Extract<FlowEvent, { kind: 'turn' }>,
  o: { env: FlowEnv; requests: Requests; asking: Asking; endsAt: number; now: () => Date },
): Promise<Played> {
  const progress = createProgress(talk, o.env)
  const open = new Map<string, LateRequest['answer']>()
  let asked = progress.take(event).requests
  for (;;) {
    for (const request of asked) open.set(request.id, o.requests.run(request, o.asking, lateMs))
    if (open.size === 0) break
    const answer = await firstOf([...open.values()], o.endsAt - Date.now() - reserveMs)
    if (!answer) {
      progress.take({ kind: 'slow', at: o.now().toISOString() })
      break
    }
    open.delete(answer.id)
    asked = progress.take(answer).requests
    // A failure drops what else was asked for: nobody waits for it any more.
    for (const id of open.keys()) if (!progress.isOpen(id)) open.delete(id)
  }
  return { ...progress.result(), late: [...open].map(([id, answer]) => ({ id, answer })) }
}

/** Requests that an earlier process left open are asked again: acts under their old keys. */
export const openRequests = (state: FlowState): FlowRequest[] =>
  state.requests.flatMap(({ request, answer }) => (answer === undefined ? [request] : []))

export function createProgress(talk: Talk, env: FlowEnv) {
  let { state } = talk
  let outcome: Outcome | undefined
  const events: KeptEvent[] = []
  const views: View[] = []
  const tags: Tags[] = []
  return {
    take(event: FlowEvent): Advanced {
      const step = advance(talk.version, state, event, env)
      events.push(toKept(event, state, talk.version.document))
      state = step.state
      outcome = step.outcome ?? outcome
      views.push(...step.views)
      tags.push(...step.tags)
      return step
    },
    isOpen: (id: string) => state.requests.some((open) => open.id === id && open.answer === undefined),
    result: (): Omit<Played, 'late'> => ({
      talk,
      state,
      events,
      views: questionLast(views),
      outcome: outcome ?? 'shown',
      tags,
    }),
  }
}

/** Several steps may each have asked; only the last question stands open. */
export function questionLast(views: readonly View[]): View[] {
  const last = views.at(-1)
  return views.filter((view) => view === last || (view.kind !== 'ask' && view.kind !== 'form'))
}

async function firstOf<T>(promises: readonly Promise<T>[], withinMs: number): Promise<T | undefined> {
  if (withinMs <= 0) return undefined
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), withinMs)
  })
  try {
    return await Promise.race([...promises, end])
  } finally {
    clearTimeout(timer)
  }
}

export const turnEvent = (turn: Turn): Extract<FlowEvent, { kind: 'turn' }> => ({ kind: 'turn', turn })

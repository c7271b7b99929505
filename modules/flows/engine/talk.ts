/**
 * A talk played in memory: the engine with answers at hand. The editor's player and the tests use it; the server has its
 * own driver with a journal and deadlines.
 */
import type { Plain } from '#kernel/expression/expression.ts'
import type { Caps, Me, Turn, TurnInput } from '../contract/turn.ts'
import type { View } from '../contract/view.ts'
import { type Advanced, advance } from './advance.ts'
import type { FlowEnv, FlowEvent, FlowRequest, PinnedFlow } from './event.ts'
import { beginFlow, type FlowState } from './state.ts'

/** An answer without its id and time. */
export type Answer = {
  ok: boolean
  value?: unknown
  origin?: { source: string; asOf: string; stale: boolean }
  error?: string
}

export interface TalkOptions {
  readonly flow: PinnedFlow
  readonly env: FlowEnv
  readonly caps: Caps
  readonly me?: Me
  readonly lang?: 'ru' | 'en'
  readonly at?: string
  readonly inputs?: Readonly<Record<string, Plain>>
  readonly overheard?: boolean
  /** Undefined leaves the request open. */
  readonly answer: (request: FlowRequest) => Answer | undefined
}

export const nobody: Me = { known: false, homes: [], roles: [], subs: [] }

export interface Talk {
  readonly journal: readonly FlowEvent[]
  readonly requests: readonly FlowRequest[]
  state: () => FlowState
  last: () => Advanced
  /** Sends one event and answers what it asks for; returns everything shown. */
  send: (event: FlowEvent) => View[]
  turn: (input: TurnInput) => View[]
  start: (slots?: Record<string, unknown>) => View[]
  say: (text: string, slots?: Record<string, unknown>) => View[]
  /** Presses option n of the question that was shown last. */
  press: (n: number) => View[]
}

const maxAnswers = 50

export function createTalk(options: TalkOptions): Talk {
  const {
    flow,
    env,
    caps,
    answer,
    me = nobody,
    lang = 'ru',
    at = '2026-03-12T07:00:00.000Z',
    overheard = false,
  } = options
  const journal: FlowEvent[] = []
  const requests: FlowRequest[] = []
  let state = beginFlow(flow, options.inputs)
  let last: Advanced = { state, views: [], requests: [], outcome: undefined, tags: [], path: [] }

  const send = (event: FlowEvent): View[] => {
    const waiting: FlowEvent[] = [event]
    const shown: View[] = []
    for (let count = 0; count < maxAnswers; count++) {
      const next = waiting.shift()
      if (!next) break
      journal.push(next)
      last = advance(flow, state, next, env)
      state = last.state
      shown.push(...last.views)
      for (const request of last.requests) {
        requests.push(request)
        const answered = answer(request)
        if (answered) waiting.push({ kind: 'answered', id: request.id, at, ...answered })
      }
    }
    return shown
  }
  const turn = (input: TurnInput): View[] => {
    const whole: Turn = {
      input,
      at,
      seed: String(journal.length),
      lang,
      caps,
      me,
      ...(overheard ? { overheard } : {}),
    }
    return send({ kind: 'turn', turn: whole })
  }
  return {
    journal,
    requests,
    state: () => state,
    last: () => last,
    send,
    turn,
    start: (slots) => turn({ kind: 'start', ...(slots ? { slots } : {}) }),
    say: (text, slots) => turn({ kind: 'phrase', text, ...(slots ? { slots } : {}) }),
    press: (n) => turn({ kind: 'press', key: `k:${state.question?.key ?? '00000000'}:${n}` }),
  }
}

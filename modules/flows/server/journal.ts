/** What of a turn may be written down. A value that must not be kept leaves the journal; a replay stops there. */
import type { FlowDocument } from '../contract/flow.ts'
import { declarationOf } from '../engine/document.ts'
import type { FlowEvent } from '../engine/event.ts'
import type { FlowState } from '../engine/state.ts'

/** Stands in the journal for a turn whose words were not kept. */
export interface Withheld {
  readonly kind: 'withheld'
  readonly at: string
}
export type KeptEvent = FlowEvent | Withheld

const isUnkept = (flow: FlowDocument, variable: string) => declarationOf(flow, variable)?.keep === false

/** `before` is the state the event met: its open question says what the words answered. */
export function toKept(event: FlowEvent, before: FlowState, flow: FlowDocument): KeptEvent {
  const fields = before.question?.fields ?? []
  const answers = event.kind === 'turn' && event.turn.input.kind !== 'command'
  return answers && fields.some(({ variable }) => isUnkept(flow, variable))
    ? { kind: 'withheld', at: event.turn.at }
    : event
}

/** The state of a talk that is over, without what must not be kept. */
export function withoutUnkept(state: FlowState, flow: FlowDocument): FlowState {
  if (state.status !== 'done' && state.status !== 'left') return state
  const clean = <T extends { vars: Record<string, unknown> }>(frame: T): T => ({
    ...frame,
    vars: Object.fromEntries(Object.entries(frame.vars).filter(([name]) => !isUnkept(flow, name))),
  })
  return {
    ...state,
    frames: state.frames.map(clean),
    back: state.back.map((step) => ({ ...step, frames: step.frames.map(clean) })),
  }
}

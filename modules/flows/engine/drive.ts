/** Running nodes until something must come from outside. Rule 1: it always ends. */

import type { Plain } from '#kernel/expression/expression.ts'
import { flowLimits } from '../contract/flow.ts'
import { callHuman } from './human.ts'
import { callReturned } from './nodes/call.ts'
import { enterNode } from './nodes/index.ts'
import {
  classOfNames,
  documentOf,
  fail,
  flowOf,
  frameOf,
  nodeAt,
  phrase,
  type Run,
  type Step,
  show,
  tell,
} from './run.ts'
import { defaultTexts } from './words/default-texts.ts'

/** A flow in trouble may take this many nodes more to say so. */
const graceNodes = 20

/** Takes a step and all that follow from it. */
export function drive(run: Run, first: Step): void {
  let step: Step | undefined = first
  while (step && step.kind !== 'wait') {
    if (step.kind === 'fail') step = afterFailure(run)
    else if (step.next === undefined) step = endFrame(run)
    else step = enter(run, step.next)
  }
}

function enter(run: Run, id: string): Step | undefined {
  const { state } = run
  const limit = flowLimits.macrostepNodes + (state.failing ? graceNodes : 0)
  state.work.nodes += 1
  if (state.work.nodes > limit) return afterFatal(run)
  frameOf(run).at = id
  const node = documentOf(run) ? nodeAt(run, id) : undefined
  if (!node) return afterFatal(run)
  if ('query' in node && state.work.queries >= flowLimits.queriesInFlight) return afterFatal(run)
  run.path.push(id)
  if (node.tags) run.tags.push(node.tags)
  return enterNode(run, node, id)
}

/** The `fail` edge of the node, else the handler `error`. */
function afterFailure(run: Run): Step | undefined {
  const node = documentOf(run) ? nodeAt(run, frameOf(run).at) : undefined
  return node?.fail === undefined ? afterFatal(run) : { kind: 'next', next: node.fail }
}

/** The handler `error` of the flow, of its callers, then a person (rule 8). */
function afterFatal(run: Run): Step | undefined {
  const { state } = run
  state.requests = []
  delete state.question
  const own = documentOf(run)?.on?.error
  if (!state.failing && typeof own === 'string') {
    state.failing = true
    return { kind: 'next', next: own }
  }
  if (!state.failing && state.frames.length > 1) {
    state.frames.pop()
    // The work limit belongs to the whole turn: a caller cannot start it anew.
    return state.work.nodes > flowLimits.macrostepNodes ? afterFatal(run) : fail('The called flow failed')
  }
  giveUp(run)
  return undefined
}

/** The last word of the engine: what happened, and whom to turn to. */
function giveUp(run: Run): void {
  const words = flowOf(run).on?.error
  const said = typeof words === 'object' ? phrase(run, words) : undefined
  if (said?.ok) show(run, { kind: 'text', text: said.said }, said.names)
  else tell(run, defaultTexts.failed)
  run.happened.add('failed')
  run.state.status = 'done'
  callHuman(run, 'failed')
}

/** A flow without a next node is done; a called one hands its `out` back. */
function endFrame(run: Run): Step | undefined {
  const { state } = run
  if (state.frames.length === 1) {
    state.status = 'done'
    delete state.question
    return undefined
  }
  const { vars } = frameOf(run)
  const out: Record<string, Plain> = {}
  for (const name of flowOf(run).out ?? []) out[name] = vars[name] ?? null
  const outClass = classOfNames(run, Object.keys(out))
  state.frames.pop()
  const caller = nodeAt(run, frameOf(run).at)
  return caller && 'call' in caller ? callReturned(run, caller, out, outClass) : fail('The caller is gone')
}

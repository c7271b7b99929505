import { type CallNode, flowLimits } from '../../contract/flow.ts'
import { evaluateMap, fail, type Run, type Step, setVariable } from '../run.ts'
import { openFrame } from '../state.ts'
import { leave, type NodeBlock, plainEdges } from './node-block.ts'

/** A flow as a function: the frame of the called one is laid over that of the caller. */
export const callNode: NodeBlock<CallNode> = {
  kind: 'call',
  enter: (run, node) => {
    if (run.state.frames.length >= flowLimits.callDepth) return fail('Calls are nested too deep')
    const called = run.env.flow(node.call)
    const inputs = evaluateMap(run, node.with)
    if (!called || !inputs) return fail(called ? 'An input could not be computed' : `No flow ${node.call}`)
    run.state.frames.push(openFrame(called, inputs, node.call))
    return { kind: 'next', next: called.document.start }
  },
  edges: plainEdges,
}

/** The called flow has ended: its `out` goes to the caller. */
export function callReturned(run: Run, node: CallNode, out: Readonly<Record<string, Value>>): Step {
  if (node.as) setVariable(run, node.as, { ...out })
  return leave(run, node)
}

type Value = Parameters<typeof setVariable>[2]

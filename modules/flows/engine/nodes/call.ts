import type { Plain } from '#kernel/expression/expression.ts'
import { type CallNode, flowLimits, type PrivacyClass } from '../../contract/flow.ts'
import { namesOf } from '../names.ts'
import { classOfNames, evaluateMap, fail, frameOf, type Run, type Step, setVariable } from '../run.ts'
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
    const classes = Object.entries(node.with ?? {}).map(
      ([name, text]) => [name, classOfNames(run, namesOf(text))] as const,
    )
    const frame = openFrame(called, inputs, node.call)
    frame.classes = Object.fromEntries(classes)
    run.state.frames.push(frame)
    return { kind: 'next', next: called.document.start }
  },
  edges: plainEdges,
}

/** The called flow has ended: its `out` goes to the caller. */
export function callReturned(
  run: Run,
  node: CallNode,
  out: Readonly<Record<string, Plain>>,
  outClass: PrivacyClass,
): Step {
  if (node.as) {
    setVariable(run, node.as, { ...out })
    frameOf(run).classes[node.as] = outClass
  }
  return leave(run, node)
}

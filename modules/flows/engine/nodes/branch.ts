import type { BranchNode } from '../../contract/flow.ts'
import { fail, flowOf, type Run } from '../run.ts'
import { leave, type NodeBlock, takeWay } from './node-block.ts'

/** 0 … 99, the same for a person at a node for ever: a split must not change between visits. */
function lotOf(run: Run, id: string): number {
  const hash = run.env.sha256(`${run.env.person}:${flowOf(run).id}:${id}`)
  return Number.parseInt(hash.slice(0, 8), 16) % 100
}

export const branchNode: NodeBlock<BranchNode> = {
  kind: 'branch',
  enter: (run, node, id) => {
    const left = leave(run, node.set ? { set: node.set } : {})
    if (left.kind === 'fail') return left
    if (!node.split) return takeWay(run, node.branch ?? [], node.else)
    let lot = lotOf(run, id)
    for (const { share, next } of node.split) {
      if (lot < share) return { kind: 'next', next }
      lot -= share
    }
    return fail('Shares of a split do not add up to 100')
  },
  edges: (node) => [
    ...(node.branch ?? []).map((way) => way.next),
    ...(node.split ?? []).map((way) => way.next),
    ...(node.else === undefined ? [] : [node.else]),
    ...(node.fail === undefined ? [] : [node.fail]),
  ],
}

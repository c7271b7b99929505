/** The explicit list of node kinds. */
import type { FlowNode, NodeKind } from '../../contract/flow.ts'
import { requireKind } from '../document.ts'
import type { Run, Step } from '../run.ts'
import { actNode } from './act.ts'
import { askNode } from './ask.ts'
import { branchNode } from './branch.ts'
import { callNode } from './call.ts'
import type { NodeBlock } from './node-block.ts'
import { queryNode } from './query.ts'
import { showNode } from './show.ts'

const nodes = {
  ask: askNode,
  query: queryNode,
  branch: branchNode,
  show: showNode,
  act: actNode,
  call: callNode,
}

/** The block of a node. The kind is a key of the node itself, so the block takes exactly this node. */
const blockOf = (node: FlowNode): NodeBlock => {
  const blocks: Record<NodeKind, unknown> = nodes
  return blocks[requireKind(node)] as NodeBlock
}

export const enterNode = (run: Run, node: FlowNode, id: string): Step => blockOf(node).enter(run, node, id)
export const edgesOf = (node: FlowNode): string[] => blockOf(node).edges(node)

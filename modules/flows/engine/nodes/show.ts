import type { ShowNode } from '../../contract/flow.ts'
import { fail } from '../run.ts'
import { shows } from '../shows/index.ts'
import { leave, type NodeBlock, plainEdges } from './node-block.ts'

export const showNode: NodeBlock<ShowNode> = {
  kind: 'show',
  enter: (run, node) => {
    const why = shows[node.show].show(run, node)
    return why === undefined ? leave(run, node) : fail(why)
  },
  edges: plainEdges,
}

/** Reading the bus. Queries that do not need each other are sent together. */

import { flowLimits, type QueryNode } from '../../contract/flow.ts'
import type { FlowRequest } from '../event.ts'
import { namesOf } from '../names.ts'
import { evaluateMap, fail, nextId, nodeAt, type Run, type Step, setVariable, wait } from '../run.ts'
import type { OpenRequest, toJson } from '../state.ts'
import { leave, type NodeBlock, plainEdges } from './node-block.ts'

export const queryNode: NodeBlock<QueryNode> = {
  kind: 'query',
  enter: (run, node, id) => {
    const together = independentFrom(run, node, id)
    for (const [at, query] of together) {
      const values = evaluateMap(run, query.with)
      // A later one may still become computable; only the first decides now.
      if (!values) {
        if (at === id) return fail('A parameter could not be computed')
        break
      }
      send(run, at, query, values)
    }
    run.state.status = 'waiting'
    return wait
  },
  edges: plainEdges,
}

function send(run: Run, id: string, node: QueryNode, values: Record<string, FlowValue>): void {
  const request: FlowRequest = {
    kind: 'query',
    id: nextId(run),
    service: node.query,
    with: values,
    ...(node.timeout === undefined ? {} : { timeoutMs: node.timeout }),
    ...(node.stale === undefined ? {} : { staleS: node.stale }),
  }
  run.state.work.queries += 1
  run.requests.push(request)
  run.state.requests.push({ id: request.id, node: id, request })
}

type FlowValue = ReturnType<typeof toJson>

/** This query and those that follow by plain `next` and read nothing that these bring. */
function independentFrom(run: Run, first: QueryNode, id: string): [string, QueryNode][] {
  const found: [string, QueryNode][] = [[id, first]]
  const brought = new Set([first.as])
  let last = first
  while (
    run.state.work.queries + found.length < flowLimits.queriesInFlight &&
    typeof last.next === 'string' &&
    !last.set
  ) {
    const next = last.next
    const node = nodeAt(run, next)
    if (!node || !('query' in node) || found.some(([at]) => at === next)) break
    const reads = Object.values(node.with ?? {}).flatMap((text) => [...namesOf(text)])
    if (reads.some((name) => brought.has(name))) break
    found.push([next, node])
    brought.add(node.as)
    last = node
  }
  return found
}

/** The answer to a query: its value goes into the variable, with where it is from. */
export function queryAnswered(run: Run, node: QueryNode, { answer }: OpenRequest): Step {
  if (!answer?.ok) return fail('The query was not answered')
  const value = Array.isArray(answer.value) ? answer.value.slice(0, flowLimits.listItems) : answer.value
  setVariable(run, node.as, value)
  const frame = run.state.frames.at(-1)
  if (answer.origin && frame) frame.origins[node.as] = answer.origin
  if (value === null || (Array.isArray(value) && value.length === 0)) run.happened.add('empty')
  return leave(run, node)
}

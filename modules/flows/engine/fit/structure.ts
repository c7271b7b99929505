/** Mistakes of the graph itself: they make a flow unfit for every channel. */

import { isVariableName } from '#kernel/expression/names.ts'
import { type FlowDocument, type FlowNode, type FlowProblem, flowLimits } from '../../contract/flow.ts'
import { canonicalJson, variablesOf } from '../document.ts'
import { edgesOf } from '../nodes/index.ts'

const handlerTargets = (flow: FlowDocument): string[] =>
  Object.values(flow.on ?? {}).filter((own): own is string => typeof own === 'string')

export function problemsOfStructure(flow: FlowDocument): FlowProblem[] {
  const problems: FlowProblem[] = []
  if (canonicalJson(flow).length > flowLimits.bytes) {
    problems.push({
      pointer: '',
      message: `The file is larger than ${flowLimits.bytes / 1024} KB`,
      cure: 'Move a part into a flow of its own and call it',
    })
  }
  problems.push(
    ...brokenEdges(flow),
    ...unreachable(flow),
    ...idleLoops(flow),
    ...withoutFail(flow),
    ...badNames(flow),
  )
  return problems
}

function brokenEdges(flow: FlowDocument): FlowProblem[] {
  const exists = (id: string) => Object.hasOwn(flow.nodes, id)
  const cure = 'Name a node that exists, or leave the edge out'
  const problems: FlowProblem[] = exists(flow.start)
    ? []
    : [{ pointer: '/start', message: `No node ${flow.start}`, cure }]
  for (const [name, own] of Object.entries(flow.on ?? {})) {
    if (typeof own === 'string' && !exists(own))
      problems.push({ pointer: `/on/${name}`, message: `No node ${own}`, cure })
  }
  for (const [id, node] of Object.entries(flow.nodes)) {
    for (const target of edgesOf(node)) {
      if (!exists(target))
        problems.push({ pointer: `/nodes/${id}`, message: `An edge to nowhere: ${target}`, cure })
    }
  }
  return problems
}

function unreachable(flow: FlowDocument): FlowProblem[] {
  const reached = new Set<string>()
  const open = [flow.start, ...handlerTargets(flow)]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = Object.hasOwn(flow.nodes, id) ? flow.nodes[id] : undefined
    if (!node || reached.has(id)) continue
    reached.add(id)
    open.push(...edgesOf(node))
  }
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((id) => ({
      pointer: `/nodes/${id}`,
      message: 'No way leads here',
      cure: 'Lead an edge here or delete the node',
    }))
}

/** A node of a loop where the talk stops for the person: an ask that asks although it was answered before. */
function pauses(node: FlowNode): boolean {
  return 'ask' in node ? node.always === true : 'act' in node && node.confirm !== undefined
}

/** Loops in which nothing is asked anew would run until the limit of the macrostep. */
function idleLoops(flow: FlowDocument): FlowProblem[] {
  const forgotten = new Set(Object.values(flow.nodes).flatMap((node) => resetBy(node)))
  const isPause = (node: FlowNode) => pauses(node) || ('ask' in node && forgotten.has(node.ask))
  const colour = new Map<string, 'open' | 'done'>()
  const problems: FlowProblem[] = []
  const visit = (id: string): void => {
    const node = Object.hasOwn(flow.nodes, id) ? flow.nodes[id] : undefined
    if (!node || colour.get(id) === 'done') return
    colour.set(id, 'open')
    for (const target of edgesOf(node)) {
      const next = Object.hasOwn(flow.nodes, target) ? flow.nodes[target] : undefined
      if (!next || isPause(next)) continue
      if (colour.get(target) !== 'open') visit(target)
      else
        problems.push({
          pointer: `/nodes/${id}`,
          message: `A loop that asks nothing: back to ${target}`,
          cure: 'Put a question with "always" into the loop, or end it',
        })
    }
    colour.set(id, 'done')
  }
  for (const id of Object.keys(flow.nodes)) visit(id)
  return problems
}

/** Variables that a node empties, so that their question is asked again. */
const resetBy = (node: FlowNode): string[] =>
  Object.entries(node.set ?? {}).flatMap(([name, text]) => (text.trim() === 'null' ? [name] : []))

function withoutFail(flow: FlowDocument): FlowProblem[] {
  if (flow.scope === 'chat' || flow.on?.error !== undefined) return []
  return Object.entries(flow.nodes)
    .filter(
      ([, node]) =>
        ('query' in node || ('act' in node && node.act !== 'human.handover')) && node.fail === undefined,
    )
    .map(([id]) => ({
      pointer: `/nodes/${id}`,
      message: 'What if the service does not answer?',
      cure: 'Add "fail", or a handler "error" for the whole flow',
    }))
}

function badNames(flow: FlowDocument): FlowProblem[] {
  return [...variablesOf(flow)]
    .filter((name) => !isVariableName(name))
    .map((name) => ({
      pointer: '/vars',
      message: `${name} cannot be a variable: the name is taken`,
      cure: 'Choose another name',
    }))
}

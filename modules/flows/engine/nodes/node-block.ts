/** What every node kind tells the engine: one file per kind, one list in index.ts. */

import type { FlowNode, Next, NodeKind } from '../../contract/flow.ts'
import { targetsOf } from '../document.ts'
import { namesOf } from '../names.ts'
import { evaluateHere, fail, type Run, type Step, setVariable } from '../run.ts'

export interface NodeBlock<N = FlowNode> {
  readonly kind: NodeKind
  /** Does the work of the node, or asks the outside for it. */
  readonly enter: (run: Run, node: N, id: string) => Step
  /** Every node it may lead to. */
  readonly edges: (node: N) => string[]
}

export const plainEdges = (node: { next?: Next; fail?: string }): string[] => [
  ...targetsOf(node.next),
  ...(node.fail === undefined ? [] : [node.fail]),
]

/** Leaves a node with success: `set` is applied, then the first way whose condition holds is taken. */
export function leave(run: Run, node: { set?: Readonly<Record<string, string>>; next?: Next }): Step {
  for (const [name, text] of Object.entries(node.set ?? {})) {
    const value = evaluateHere(run, text)
    if (!value.ok) return fail(value.problem.message)
    setVariable(run, name, value.value, namesOf(text))
  }
  if (node.next === undefined || typeof node.next === 'string') return { kind: 'next', next: node.next }
  return takeWay(run, node.next, undefined)
}

/** A condition that cannot be computed, or is no yes or no, is a failure: never «false». */
export function takeWay(
  run: Run,
  ways: readonly { when: string; next: string }[],
  otherwise: string | undefined,
): Step {
  for (const { when, next } of ways) {
    const held = evaluateHere(run, when)
    if (!held.ok) return fail(held.problem.message)
    // A question that was passed has no value: nothing follows from it.
    if (held.value === null) continue
    if (typeof held.value !== 'boolean') return fail(`Neither true nor false: ${when}`)
    if (held.value) return { kind: 'next', next }
  }
  return { kind: 'next', next: otherwise }
}

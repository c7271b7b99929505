/**
 * What an expression may cost at worst, computed from its text before it ever runs. The library limits the text only:
 * sixty characters of nested macros over lists of 200 would run for seconds, and thirty chained doublings fill the memory.
 */
import type { ASTNode } from '@marcbachmann/cel-js'
import { asMacro, partsOf } from './names.ts'

export const dataLimits = { list: 200, entries: 200, text: 262_144, values: 100_000, depth: 32 }

const worst = { list: dataLimits.list, text: 20_000 }
const allowed = { steps: 1_200_000, list: 20_000, text: 2_000_000, macroDepth: 2 }

/** Longest list and text a value can hold, and the steps it took to get it. */
interface Bound {
  list: number
  text: number
  steps: number
}

const refusedCalls = new Map([
  ['matches', "use like(): it is linear, matches() can run for ever on a text like 'aaaa'"],
  ['split', 'use parts(separator): it gives at most 200 parts'],
  ['bind', 'write the value out: bound values could double themselves without end'],
  ['json', 'data is decoded before it reaches an expression'],
])

/** Steps of a call beyond those of its arguments. */
const callSteps = new Map([
  ['like', 60],
  ['distance', 5],
  ['date', 60],
  ['next_date', 60],
  ['say', 30],
  ['parts', 40],
  ['replace', 40],
])

/** Why the expression may not run, or undefined. */
export function costProblem(node: ASTNode): string | undefined {
  const refused = findRefused(node)
  if (refused) return `${refused}() is not available: ${refusedCalls.get(refused)}`
  if (macroDepth(node) > allowed.macroDepth) return 'lists may be walked inside each other at most twice'
  const bound = boundOf(node, new Map())
  if (bound.steps > allowed.steps) return 'this may take too long on lists of 200 elements'
  if (bound.list > allowed.list || bound.text > allowed.text) return 'the result may grow too large'
  return undefined
}

function findRefused(node: ASTNode): string | undefined {
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
  if (name !== undefined && refusedCalls.has(name)) return name
  for (const part of partsOf(node)) {
    const found = findRefused(part)
    if (found) return found
  }
  return undefined
}

function macroDepth(node: ASTNode): number {
  const macro = asMacro(node)
  if (macro) return Math.max(macroDepth(macro.list), 1 + Math.max(...macro.body.map(macroDepth)))
  return Math.max(0, ...partsOf(node).map(macroDepth))
}

function boundOf(node: ASTNode, own: Map<string, Bound>): Bound {
  const macro = asMacro(node)
  if (macro) return boundOfMacro(node, macro, own)
  const parts = partsOf(node).map((part) => boundOf(part, own))
  const steps = 1 + parts.reduce((sum, part) => sum + part.steps, 0)
  const largest = {
    list: Math.max(0, ...parts.map((part) => part.list)),
    text: Math.max(0, ...parts.map((part) => part.text)),
    steps,
  }
  if (node.op === 'value')
    return { list: 0, text: typeof node.args === 'string' ? node.args.length : 24, steps: 1 }
  if (node.op === 'id') return { ...(own.get(node.args) ?? worst), steps: 1 }
  if (node.op === '+') return { list: sumOf(parts, 'list'), text: sumOf(parts, 'text'), steps }
  if (node.op === 'list') return { ...largest, list: Math.max(largest.list, parts.length) }
  if (node.op === '==' || node.op === '!=' || node.op === 'in') {
    return { list: 0, text: 0, steps: steps + comparisonSteps(node.args, own) }
  }
  if (node.op === 'call' || node.op === 'rcall') return boundOfCall(node.args[0], parts, largest)
  return largest
}

const sumOf = (parts: Bound[], key: 'list' | 'text') => parts.reduce((sum, part) => sum + part[key], 0)

/** Whole lists are compared element by element; single fields and literals at once. */
function comparisonSteps(sides: ASTNode[], own: Map<string, Bound>): number {
  if (sides.some((side) => side.op === 'value')) return 0
  if (sides.every((side) => side.op === '.')) return 4
  return sides.some((side) => side.op === 'id' && !own.has(side.args)) ? 2_000 : 200
}

function boundOfCall(name: string, parts: Bound[], largest: Bound): Bound {
  const steps = largest.steps + (callSteps.get(name) ?? 1)
  const text = sumOf(parts, 'text')
  if (name === 'join')
    return { list: 0, text: Math.max(1, largest.list) * Math.min(text, 400), steps: steps + largest.list }
  if (name === 'parts') return { list: dataLimits.list, text: largest.text, steps }
  return { list: largest.list, text, steps }
}

function boundOfMacro(
  node: ASTNode,
  macro: { list: ASTNode; variable: string; body: ASTNode[] },
  own: Map<string, Bound>,
): Bound {
  const list = boundOf(macro.list, own)
  const inner = new Map(own).set(macro.variable, { ...list, list: Math.max(list.list, worst.list) })
  const body = macro.body.map((part) => boundOf(part, inner))
  const last = body.at(-1) ?? list
  const length = Math.max(1, list.list)
  const steps = list.steps + length * body.reduce((sum, part) => sum + part.steps, 1)
  const makes = node.op === 'rcall' ? node.args[0] : ''
  if (makes === 'map') return { list: Math.max(length, last.list), text: last.text, steps }
  return makes === 'filter' ? { ...list, steps } : { list: 0, text: 0, steps }
}

/** Values on their way into an expression and out of it: JSON on both sides, CEL's own types in between. */
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator'
import { dataLimits } from './cost.ts'

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain }

export class TooLarge extends Error {}
export class NotPlain extends Error {}

/** Throws when data is larger than the cost of an expression was computed for. */
export function checkData(value: unknown, budget = { values: dataLimits.values }, depth = 0): void {
  if (--budget.values < 0 || depth > dataLimits.depth)
    throw new TooLarge('The data is too large for an expression')
  if (typeof value === 'string' && value.length > dataLimits.text)
    throw new TooLarge('A text is too long for an expression')
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  const inner = Array.isArray(value) ? value : Object.values(value)
  if (inner.length > (Array.isArray(value) ? dataLimits.list : dataLimits.entries)) {
    throw new TooLarge(`A list has more than ${dataLimits.list} elements`)
  }
  for (const part of inner) checkData(part, budget, depth + 1)
}

/** Integers become numbers, instants ISO texts; NaN, Infinity and what JSON cannot hold are errors. */
export function toPlain(value: unknown, depth = 0): Plain {
  if (depth > dataLimits.depth + 8) throw new TooLarge('The result is nested too deep')
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'bigint') return toSafeNumber(Number(value))
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    throw new NotPlain('The result is not a finite number')
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new NotPlain('The result is not a date')
    return value.toISOString()
  }
  if (value instanceof UnsignedInt) return toSafeNumber(Number(value.valueOf()))
  if (value instanceof Duration) return value.toString()
  if (Array.isArray(value)) return value.map((part) => toPlain(part, depth + 1))
  if (value instanceof Map) return toPlain(Object.fromEntries(value), depth)
  if (typeof value === 'object' && isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toPlain(part, depth + 1)]))
  }
  throw new NotPlain('The result is not a value that can be kept')
}

function toSafeNumber(n: number): number {
  if (Number.isSafeInteger(n)) return n
  throw new NotPlain('The integer is too large')
}

function isPlainObject(value: object): boolean {
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}

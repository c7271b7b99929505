/** One step of a pipeline. An op is total: a row gives rows, or a problem that puts it into quarantine. */
import type { Static, TSchema } from 'typebox'
import { Type } from 'typebox'
import type { Point } from '#kernel/contract/geo.ts'
import { compileExpression, evaluate, type Moment, type Plain } from '#kernel/expression/expression.ts'
import { checkExpression } from '#kernel/expression/strict.ts'

export type Row = Readonly<Record<string, unknown>>

/** Why a row cannot be used. */
export interface RowProblem {
  readonly code: string
  readonly field?: string
  readonly message: string
}

export type Passed = readonly Row[] | RowProblem

export const isProblem = (passed: Passed): passed is RowProblem => !Array.isArray(passed)

/** What ops may know of the world. `at` is the start of the run, so a resumed run computes the same. */
export interface OpContext {
  readonly at: Moment
  districtOf(point: Point): string | undefined
  /** The one building an address surely means. */
  findAddress(text: string): Promise<{ readonly id: string; readonly geo: Point } | undefined>
  /** A keyed hash: the same text gives the same mark, and nobody can turn it back. */
  mark(text: string): string
}

export interface Op<S extends TSchema = TSchema> {
  readonly name: string
  readonly schema: S
  /** What the schema cannot say; words for the author of the pack. */
  mistake?(spec: Static<S>): string | undefined
  /** The op for one run: what it remembers between rows lives here. */
  start(spec: Static<S>, context: OpContext): (row: Row) => Passed | Promise<Passed>
}

export const op = <S extends TSchema>(o: Op<S>): Op => o as unknown as Op

export const FieldName = Type.String({ pattern: '^[A-Za-z@][A-Za-z0-9_:@.-]{0,79}$' })
export const NewFieldName = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_]{0,62}$' })

/** Judges an expression over `row`; names other than `row` are mistakes. */
export function expressionMistake(text: string): string | undefined {
  const checked = checkExpression(text, { row: 'any' })
  return checked.ok ? undefined : `выражение «${text}»: ${checked.problem.message}`
}

/** An expression as a function of a row. */
export function rowExpression(
  text: string,
  at: Moment,
): (row: Row) => { ok: true; value: Plain } | { ok: false; message: string } {
  const compiled = compileExpression(text)
  if (!compiled.ok) throw new Error(`the pack was not checked: ${compiled.problem.message}`)
  const { expression } = compiled
  return (row) => {
    const result = evaluate(expression, { row }, at)
    return result.ok ? result : { ok: false, message: result.problem.message }
  }
}

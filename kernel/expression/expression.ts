/**
 * The one expression language of Gorod: CEL with safeguards (conditions, mappings and texts of flows; ops of the bus).
 * It knows nothing of flows or rows. Same code on the server and in the browser.
 *
 *   compileExpression(text)              → { ok, expression } | { ok: false, problem }     cached; never throws
 *   evaluate(expression, scope, moment)  → { ok, value } | { ok: false, problem }          value is plain JSON
 *   evaluateText(text, scope, moment)    both at once
 *   expression.names                     names the expression reads from its scope
 *   template.ts  compileTemplate, renderTemplate: texts with {{ … }}
 *   strict.ts    checkExpression(text, shapes): names, fields and types before publishing
 *   names.ts     isVariableName          calendar.ts  Moment { now, timeZone, lang }        say.ts  sayNumber, pluralOf
 *
 * A scope holds JSON values, Dates (instants) and bigints (declared integers). An absent name is an error: pass null.
 * An error is never "false": whoever asks decides what a failed condition means.
 */
import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import type { Moment } from './calendar.ts'
import { costProblem } from './cost.ts'
import { registerFunctions } from './functions.ts'
import { namesIn } from './names.ts'
import { checkData, NotPlain, type Plain, TooLarge, toPlain } from './plain.ts'

export type { Moment } from './calendar.ts'
export { isVariableName } from './names.ts'
export type { Plain } from './plain.ts'

export type ExpressionCode =
  | 'parse'
  | 'refused'
  | 'unknown_name'
  | 'no_such_key'
  | 'type'
  | 'too_large'
  | 'not_finite'
  | 'failed'

export interface ExpressionProblem {
  readonly code: ExpressionCode
  readonly message: string
}

export interface Expression {
  readonly text: string
  readonly names: ReadonlySet<string>
  /** The tree and its evaluator; private to this folder. */
  readonly parsed: ParseResult
}

export type Scope = Readonly<Record<string, unknown>>
export type Compiled = { ok: true; expression: Expression } | { ok: false; problem: ExpressionProblem }
export type Evaluated = { ok: true; value: Plain } | { ok: false; problem: ExpressionProblem }

export const expressionLimits = { textLength: 4000 }

const options = {
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 },
}

let moment: Moment = { now: new Date(0), timeZone: 'UTC' }

/** A fresh environment with Gorod's functions. `open` takes any name; a closed one only what is then registered. */
export function createEnvironment(open: boolean): Environment {
  const environment = new Environment({ ...options, unlistedVariablesAreDyn: open })
  registerFunctions(environment, () => moment)
  return environment
}

const environment = createEnvironment(true)
const compiled = new Map<string, Compiled>()

/** Parses and judges an expression. Nothing that could run away is compiled. */
export function compileExpression(text: string): Compiled {
  const known = compiled.get(text)
  if (known) return known
  const result = compileAnew(text)
  if (compiled.size >= 5000) compiled.clear()
  compiled.set(text, result)
  return result
}

function compileAnew(text: string): Compiled {
  if (text.length > expressionLimits.textLength) return failure('too_large', 'The expression is too long')
  try {
    const parsed = environment.parse(text)
    const tooCostly = costProblem(parsed.ast)
    if (tooCostly) return failure('refused', tooCostly)
    return { ok: true, expression: { text, names: namesIn(parsed.ast), parsed } }
  } catch (error) {
    return failure('parse', messageOf(error))
  }
}

/** The value of an expression, as plain JSON, or why there is none. Never throws. */
export function evaluate(expression: Expression, scope: Scope, at: Moment): Evaluated {
  moment = at
  try {
    const seen: Record<string, unknown> = {}
    for (const name of expression.names) {
      if (!Object.hasOwn(scope, name) || scope[name] === undefined) continue
      checkData(scope[name])
      seen[name] = scope[name]
    }
    return { ok: true, value: toPlain(expression.parsed(seen)) }
  } catch (error) {
    return failure(codeOf(error), messageOf(error))
  }
}

/** Compiles and evaluates at once; compiled expressions are remembered. */
export function evaluateText(text: string, scope: Scope, at: Moment): Evaluated {
  const result = compileExpression(text)
  return result.ok ? evaluate(result.expression, scope, at) : result
}

function failure(code: ExpressionCode, message: string): { ok: false; problem: ExpressionProblem } {
  return { ok: false, problem: { code, message } }
}

const codes: Record<string, ExpressionCode> = {
  unknown_variable: 'unknown_name',
  no_such_key: 'no_such_key',
  index_out_of_bounds: 'no_such_key',
  no_such_overload: 'type',
  no_matching_overload: 'type',
  invalid_condition_type: 'type',
  invalid_logical_operand: 'type',
  division_by_zero: 'not_finite',
  numeric_overflow: 'not_finite',
}

function codeOf(error: unknown): ExpressionCode {
  if (error instanceof TooLarge || error instanceof RangeError) return 'too_large'
  if (error instanceof NotPlain) return 'not_finite'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return codes[code] ?? 'failed'
}

/** The first line: the library draws the place of the error below it. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0]?.slice(0, 300) ?? ''
}

/** Texts with {{ expressions }}. A value that people cannot read (an object) is an error, never «[object Object]». */
import type { Moment } from './calendar.ts'
import {
  compileExpression,
  type Expression,
  type ExpressionProblem,
  evaluate,
  type Plain,
  type Scope,
} from './expression.ts'

export interface Template {
  readonly text: string
  readonly parts: readonly (string | Expression)[]
  readonly names: ReadonlySet<string>
}

export type CompiledTemplate = { ok: true; template: Template } | { ok: false; problem: ExpressionProblem }
export type Rendered = { ok: true; text: string } | { ok: false; problem: ExpressionProblem }

const compiled = new Map<string, CompiledTemplate>()

/** Cuts a text into words and expressions. Cached; never throws. */
export function compileTemplate(text: string): CompiledTemplate {
  const known = compiled.get(text)
  if (known) return known
  const result = compileAnew(text)
  if (compiled.size >= 5000) compiled.clear()
  compiled.set(text, result)
  return result
}

function compileAnew(text: string): CompiledTemplate {
  const parts: (string | Expression)[] = []
  const names = new Set<string>()
  let at = 0
  for (;;) {
    const open = text.indexOf('{{', at)
    if (open < 0) break
    const close = endOfExpression(text, open + 2)
    if (close < 0)
      return { ok: false, problem: { code: 'parse', message: 'An opening {{ has no closing }}' } }
    if (open > at) parts.push(text.slice(at, open))
    const expression = compileExpression(text.slice(open + 2, close).trim())
    if (!expression.ok) return expression
    for (const name of expression.expression.names) names.add(name)
    parts.push(expression.expression)
    at = close + 2
  }
  if (at < text.length) parts.push(text.slice(at))
  return { ok: true, template: { text, parts, names } }
}

/** Place of the closing braces: braces inside quotes and inside a map literal do not count. */
function endOfExpression(text: string, from: number): number {
  let quote = ''
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (quote) {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (char === '{') depth++
    else if (char === '}' && depth > 0) depth--
    else if (char === '}' && text.charAt(at + 1) === '}') return at
  }
  return -1
}

/** The finished text, or the first thing in it that could not be said. */
export function renderTemplate(text: string, scope: Scope, moment: Moment): Rendered {
  const template = compileTemplate(text)
  if (!template.ok) return template
  let rendered = ''
  for (const part of template.template.parts) {
    if (typeof part === 'string') {
      rendered += part
      continue
    }
    const value = evaluate(part, scope, moment)
    if (!value.ok) return value
    const shown = toWords(value.value, moment.lang ?? 'ru')
    if (shown === undefined) {
      return { ok: false, problem: { code: 'type', message: `A text cannot show an object: ${part.text}` } }
    }
    rendered += shown
  }
  return { ok: true, text: rendered }
}

/** Nothing is shown for null; numbers lose needless digits; lists of simple values are joined. */
function toWords(value: Plain, lang: 'ru' | 'en'): string | undefined {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return lang === 'ru' ? (value ? 'да' : 'нет') : value ? 'yes' : 'no'
  if (typeof value === 'number') {
    const digits = String(Math.round(value * 1000) / 1000)
    return lang === 'ru' ? digits.replace('.', ',') : digits
  }
  if (!Array.isArray(value)) return undefined
  const words = value.map((part) => (Array.isArray(part) ? undefined : toWords(part, lang)))
  return words.includes(undefined) ? undefined : words.join(', ')
}

import { type Static, Type } from 'typebox'
import { FieldName, op, type RowProblem } from './op.ts'

const Kind = Type.Union([
  Type.Literal('text'),
  Type.Literal('number'),
  Type.Literal('integer'),
  Type.Literal('boolean'),
  Type.Literal('date'),
])
type Kind = Static<typeof Kind>

/** Text into typed values. Empty text is null; what does not fit is refused, never guessed. */
export const cast = op({
  name: 'cast',
  schema: Type.Object(
    {
      op: Type.Literal('cast'),
      fields: Type.Record(FieldName, Kind),
      /** The decimal mark of numbers: a point unless said otherwise. */
      decimal: Type.Optional(Type.Union([Type.Literal('.'), Type.Literal(',')])),
    },
    { additionalProperties: false },
  ),
  start:
    ({ fields, decimal = '.' }) =>
    (row) => {
      const done: Record<string, unknown> = { ...row }
      for (const [field, kind] of Object.entries(fields)) {
        const value = castOne(row[field], kind, decimal)
        if (value === undefined) return misfit(field, kind, row[field])
        done[field] = value
      }
      return [done]
    },
})

const misfit = (field: string, kind: Kind, value: unknown): RowProblem => ({
  code: 'cast',
  field,
  message: `«${shown(value).slice(0, 60)}» не ${words[kind]}`,
})

/** A value of a row in words. Rows come from outside: `{"toString": ""}` has no words of its own. */
const shown = (value: unknown): string =>
  typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value)

const words: Record<Kind, string> = {
  text: 'текст',
  number: 'число',
  integer: 'целое число',
  boolean: 'да или нет',
  date: 'дата',
}

/** The value, or undefined when it does not fit. */
function castOne(value: unknown, kind: Kind, decimal: string): unknown {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' ? value.trim() : value
  if (text === '') return null
  if (kind === 'text') return typeof text === 'object' ? undefined : String(text)
  if (kind === 'boolean') return toBoolean(text)
  if (kind === 'date') return typeof text === 'string' ? toDate(text) : undefined
  const number = typeof text === 'string' ? toNumber(text, decimal) : text
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  return kind === 'integer' && !Number.isSafeInteger(number) ? undefined : number
}

function toNumber(text: string, decimal: string): number | undefined {
  const plain = decimal === ',' ? text.replace(',', '.') : text
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value === 'object') return undefined
  const text = String(value).toLowerCase()
  if (['true', '1', 'да', 'yes'].includes(text)) return true
  return ['false', '0', 'нет', 'no'].includes(text) ? false : undefined
}

/** ISO date of `2026-03-09`, of an instant that begins so, or of `09.03.2026`. */
function toDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(T|\s|$)/.exec(text)
  const local = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1, 4) : local ? [local[3], local[2], local[1]] : []
  if (!year || !month || !day) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1
    ? `${year}-${month}-${day}`
    : undefined
}

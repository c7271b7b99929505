import { Type } from 'typebox'
import { FieldName, op } from './op.ts'

/** Takes from a row what must not be kept: nothing is left, the last four signs, or a mark that tells equal from equal. */
export const mask = op({
  name: 'mask',
  schema: Type.Object(
    {
      op: Type.Literal('mask'),
      fields: Type.Array(FieldName, { minItems: 1 }),
      how: Type.Union([Type.Literal('remove'), Type.Literal('last4'), Type.Literal('mark')]),
    },
    { additionalProperties: false },
  ),
  start:
    ({ fields, how }, { mark }) =>
    (row) => {
      const done: Record<string, unknown> = { ...row }
      for (const field of fields) {
        const value = row[field]
        if (value === undefined || value === null) continue
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        done[field] = how === 'remove' ? null : how === 'mark' ? mark(text) : lastFour(text)
      }
      return [done]
    },
})

const lastFour = (text: string) => (text.length <= 4 ? '•'.repeat(text.length) : `•••${text.slice(-4)}`)

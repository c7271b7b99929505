import { Type } from 'typebox'
import { FieldName, op } from './op.ts'

/** The first row of each set of equal values stays. */
export const dedupe = op({
  name: 'dedupe',
  schema: Type.Object(
    { op: Type.Literal('dedupe'), by: Type.Array(FieldName, { minItems: 1 }) },
    { additionalProperties: false },
  ),
  start: ({ by }) => {
    const seen = new Set<string>()
    return (row) => {
      const mark = JSON.stringify(by.map((field) => row[field] ?? null))
      if (seen.has(mark)) return []
      seen.add(mark)
      return [row]
    }
  },
})

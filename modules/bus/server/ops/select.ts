import { Type } from 'typebox'
import { FieldName, op } from './op.ts'

export const select = op({
  name: 'select',
  schema: Type.Object(
    { op: Type.Literal('select'), fields: Type.Array(FieldName, { minItems: 1 }) },
    { additionalProperties: false },
  ),
  start:
    ({ fields }) =>
    (row) => [
      Object.fromEntries(fields.filter((field) => Object.hasOwn(row, field)).map((f) => [f, row[f]])),
    ],
})

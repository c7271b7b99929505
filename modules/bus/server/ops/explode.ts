import { Type } from 'typebox'
import { FieldName, NewFieldName, op } from './op.ts'

/** A row for each element of a list; the element stands in `into`, the list itself is gone. */
export const explode = op({
  name: 'explode',
  schema: Type.Object(
    { op: Type.Literal('explode'), field: FieldName, into: NewFieldName },
    { additionalProperties: false },
  ),
  start:
    ({ field, into }) =>
    (row) => {
      const list = row[field]
      if (!Array.isArray(list)) return { code: 'not_a_list', field, message: `в поле ${field} не список` }
      const { [field]: _gone, ...rest } = row
      return list.map((element) => ({ ...rest, [into]: element }))
    },
})

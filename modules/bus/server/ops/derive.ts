import { Type } from 'typebox'
import { expressionMistake, NewFieldName, op, rowExpression } from './op.ts'

export const derive = op({
  name: 'derive',
  schema: Type.Object(
    { op: Type.Literal('derive'), field: NewFieldName, expr: Type.String({ minLength: 1 }) },
    { additionalProperties: false },
  ),
  mistake: ({ expr }) => expressionMistake(expr),
  start: ({ field, expr }, { at }) => {
    const compute = rowExpression(expr, at)
    return (row) => {
      const result = compute(row)
      return result.ok
        ? [{ ...row, [field]: result.value }]
        : { code: 'expression', field, message: result.message }
    }
  },
})

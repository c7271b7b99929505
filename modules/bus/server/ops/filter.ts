import { Type } from 'typebox'
import { expressionMistake, op, rowExpression } from './op.ts'

/** Keeps rows for which the expression is true. An error in it is not "false": the row goes into quarantine. */
export const filter = op({
  name: 'filter',
  schema: Type.Object(
    { op: Type.Literal('filter'), expr: Type.String({ minLength: 1 }) },
    { additionalProperties: false },
  ),
  mistake: ({ expr }) => expressionMistake(expr),
  start: ({ expr }, { at }) => {
    const holds = rowExpression(expr, at)
    return (row) => {
      const result = holds(row)
      if (!result.ok) return { code: 'expression', message: result.message }
      if (typeof result.value !== 'boolean')
        return { code: 'expression', message: `условие «${expr}» дало не да и не нет` }
      return result.value ? [row] : []
    }
  },
})

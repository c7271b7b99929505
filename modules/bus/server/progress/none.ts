import { Type } from 'typebox'
import { progress } from './progress.ts'

/** One answer is everything. */
export const none = progress({
  name: 'none',
  schema: Type.Object({ kind: Type.Literal('none') }, { additionalProperties: false }),
  next: () => undefined,
})

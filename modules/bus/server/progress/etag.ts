import { Type } from 'typebox'
import { progress } from './progress.ts'

/** One answer is everything, and the server says «304» when it has not changed (ETag or Last-Modified). */
export const etag = progress({
  name: 'etag',
  schema: Type.Object({ kind: Type.Literal('etag') }, { additionalProperties: false }),
  asksForChange: true,
  next: () => undefined,
})

import { Type } from 'typebox'
import { progress, withParameters } from './progress.ts'

/** «Skip so many», until an answer is shorter than asked. */
export const offset = progress({
  name: 'offset',
  schema: Type.Object(
    {
      kind: Type.Literal('offset'),
      param: Type.Optional(Type.String({ minLength: 1 })),
      sizeParam: Type.Optional(Type.String({ minLength: 1 })),
      size: Type.Integer({ minimum: 1 }),
    },
    { additionalProperties: false },
  ),
  first: (address, { param = 'offset', sizeParam = 'limit', size }) =>
    withParameters(address, { [param]: 0, [sizeParam]: size }),
  next: ({ address, n, rows }, { param = 'offset', size }) =>
    rows < size ? undefined : withParameters(address, { [param]: (n + 1) * size }),
})

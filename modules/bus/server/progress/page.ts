import { Type } from 'typebox'
import { progress, withParameters } from './progress.ts'

/** Numbered pages, until one is empty or shorter than `size`. */
export const page = progress({
  name: 'page',
  schema: Type.Object(
    {
      kind: Type.Literal('page'),
      param: Type.Optional(Type.String({ minLength: 1 })),
      first: Type.Optional(Type.Integer({ minimum: 0 })),
      sizeParam: Type.Optional(Type.String({ minLength: 1 })),
      size: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    { additionalProperties: false },
  ),
  first: (address, { param = 'page', first = 1, sizeParam, size }) =>
    withParameters(address, { [param]: first, ...(sizeParam && size && { [sizeParam]: size }) }),
  next({ address, n, rows }, { param = 'page', first = 1, size }) {
    if (rows === 0 || (size !== undefined && rows < size)) return undefined
    return withParameters(address, { [param]: first + n + 1 })
  },
})

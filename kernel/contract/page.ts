import { type TObject, type TSchema, Type } from 'typebox'

/** A keyset page: `next` is opaque, absent on the last page. Pass it back as `after`. */
export function pageOf<T extends TSchema>(
  item: T,
): TObject<{
  items: ReturnType<typeof Type.Array<T>>
  next: ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>
}> {
  return Type.Object({ items: Type.Array(item), next: Type.Optional(Type.String()) }) as never
}

/** The two fields of an input that asks for a page. */
export const paging = {
  after: Type.Optional(Type.String({ maxLength: 500, description: 'The `next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
}

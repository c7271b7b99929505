/**
 * Rows of a dataset: `GET /api/datasets/{id}/items`, and the same query as `.csv` and `.geojson`. Raw routes,
 * because parameters follow the schema of the dataset. A key goes in `Authorization: Bearer` or `X-Api-Key`.
 */
import { type Static, Type } from 'typebox'
import { Point } from '#kernel/contract/geo.ts'
import { Text } from '#kernel/contract/text.ts'

/** Fields of the schema, and what every row may have beside them. */
export const Item = Type.Intersect([
  Type.Record(Type.String(), Type.Unknown()),
  Type.Object({
    geo: Type.Optional(Point),
    /** Only when asked `near`. */
    distanceM: Type.Optional(Type.Integer()),
  }),
])
export type Item = Static<typeof Item>

export const ItemsPage = Type.Object({
  items: Type.Array(Item),
  /** Pass it back as `after`; absent on the last page. */
  next: Type.Optional(Type.String()),
  /** Only when asked `count=exact` or `count=estimate`. */
  count: Type.Optional(Type.Integer()),
  /** How `text` was understood: as words, or as words with a mistake. */
  reading: Type.Optional(Type.Union([Type.Literal('words'), Type.Literal('typo')])),
  dataAsOf: Type.String({ description: 'ISO instant' }),
  source: Text,
  attribution: Type.String(),
  stale: Type.Boolean(),
  version: Type.Integer(),
})
export type ItemsPage = Static<typeof ItemsPage>

/** Parameters that are not fields of the schema. */
export const itemParameters = [
  'near',
  'radiusM',
  'bbox',
  'text',
  'sort',
  'select',
  'limit',
  'after',
  'count',
] as const

export type ItemsFormat = 'json' | 'csv' | 'geojson'

/** Sent by our own screens, so that a page that draws rows is not taken for a developer who tries the API. */
export const ownPageHeader = 'x-gorod-page'

/** Where the rows of a dataset are: `/api/datasets/libraries/items.csv`. */
export const itemsPath = (dataset: string, format: ItemsFormat = 'json'): string =>
  `/api/datasets/${dataset}/items${format === 'json' ? '' : `.${format}`}`

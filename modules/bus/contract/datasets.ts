import { type Static, Type } from 'typebox'
import { endpoint } from '#kernel/contract/endpoint.ts'
import { Text } from '#kernel/contract/text.ts'

/** How much a field may be told to: without a grant of a higher class only `open` fields leave the bus. */
export const DataClass = Type.Union([
  Type.Literal('open'),
  Type.Literal('internal'),
  Type.Literal('personal'),
  Type.Literal('secret'),
])
export type DataClass = Static<typeof DataClass>

export const ColumnRole = Type.Union([
  Type.Literal('key'),
  Type.Literal('title'),
  Type.Literal('kind'),
  Type.Literal('address'),
  Type.Literal('district'),
  Type.Literal('lat'),
  Type.Literal('lon'),
  Type.Literal('search'),
  Type.Literal('time'),
  Type.Literal('ref'),
])
export type ColumnRole = Static<typeof ColumnRole>

/** One field of a row, as the caller may see it. */
export const Column = Type.Object({
  name: Type.String(),
  title: Text,
  type: Type.Union([
    Type.Literal('string'),
    Type.Literal('number'),
    Type.Literal('integer'),
    Type.Literal('boolean'),
  ]),
  nullable: Type.Boolean(),
  role: Type.Optional(ColumnRole),
  class: DataClass,
  /** `date` or `date-time`. */
  format: Type.Optional(Type.String()),
  /** The separator of a text that is a list; a filter by it asks whether the list has the value. */
  list: Type.Optional(Type.String()),
  /** Closed list of values with their words. */
  values: Type.Optional(Type.Array(Type.Object({ value: Type.String(), title: Text }))),
  /** Parameters of `items` that filter by this field: `kind`, `opened.gte`, `opened.lte`. */
  filters: Type.Array(Type.String()),
})
export type Column = Static<typeof Column>

/** Where the rows now served came from. */
export const OriginName = Type.Union([Type.Literal('city'), Type.Literal('mirror'), Type.Literal('pack')])
export type OriginName = Static<typeof OriginName>

export const Freshness = Type.Object({
  /** The promise of the card: not older than so many days. */
  days: Type.Number(),
  /** When the rows were last found good; absent when they never were. */
  asOf: Type.Optional(Type.String()),
  ageS: Type.Optional(Type.Integer()),
  stale: Type.Boolean(),
})
export type Freshness = Static<typeof Freshness>

const cardFields = {
  id: Type.String(),
  title: Text,
  owner: Text,
  card: Type.Object({ source: Text, content: Text, access: Text }),
  roles: Type.Array(Type.String()),
  needs: Type.Array(Type.String()),
  licence: Type.String(),
  attribution: Type.String(),
  hasGeo: Type.Boolean(),
  rows: Type.Integer(),
  version: Type.Integer(),
  origin: Type.Optional(OriginName),
  freshness: Freshness,
}

export const DatasetCard = Type.Object(cardFields)
export type DatasetCard = Static<typeof DatasetCard>

export const Way = Type.Object({
  format: Type.Union([Type.Literal('json'), Type.Literal('csv'), Type.Literal('geojson')]),
  title: Text,
  url: Type.String({ description: 'Whole address, ready to be called' }),
})
export type Way = Static<typeof Way>

export const DatasetDetails = Type.Object({
  ...cardFields,
  columns: Type.Array(Column),
  /** JSON Schema 2020-12 of one row of `items`. */
  schema: Type.Unknown(),
  ways: Type.Array(Way),
  lastRun: Type.Optional(
    Type.Object({
      state: Type.String(),
      origin: OriginName,
      finishedAt: Type.Optional(Type.String()),
      /** What went wrong, in words. */
      problem: Type.Optional(Text),
    }),
  ),
})
export type DatasetDetails = Static<typeof DatasetDetails>

export const listDatasets = endpoint({
  name: 'listDatasets',
  method: 'GET',
  path: '/datasets',
  access: 'anyone',
  summary: 'Cards of all datasets, or of those for a role, a need or some words',
  input: Type.Object({
    role: Type.Optional(Type.String({ maxLength: 80 })),
    need: Type.Optional(Type.String({ maxLength: 80 })),
    text: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  output: Type.Object({ items: Type.Array(DatasetCard) }),
})

export const getDataset = endpoint({
  name: 'getDataset',
  method: 'GET',
  path: '/datasets/:datasetId',
  access: 'anyone',
  summary: 'One dataset: card, fields, freshness, last run, ways to get it',
  input: Type.Object({ datasetId: Type.String({ maxLength: 80 }) }),
  output: DatasetDetails,
})

/** Where everything is: districts, municipalities and buildings of the region, and how to find them. */
import { type Static, Type } from 'typebox'
import { endpoint } from '#kernel/contract/endpoint.ts'
import { Point } from '#kernel/contract/geo.ts'
import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'
import { Text } from '#kernel/contract/text.ts'

export const refuse: Refuse<'geo.no_such_building' | 'geo.nothing_near' | 'geo.outside'> = defineRefusals({
  'geo.no_such_building': 404,
  'geo.nothing_near': 404,
  /** The point lies outside the bounds of the region. */
  'geo.outside': 422,
})

export const District = Type.Object({
  id: Type.String(),
  name: Text,
  short: Text,
  centre: Point,
})
export type District = Static<typeof District>

export const Municipality = Type.Object({
  id: Type.String(),
  district: Type.String({ description: 'District id' }),
  name: Text,
  kind: Type.Union([Type.Literal('okrug'), Type.Literal('gorod'), Type.Literal('poselok')]),
  centre: Point,
})
export type Municipality = Static<typeof Municipality>

const houseFields = {
  id: Type.String(),
  short: Type.String({ description: '«Лесной пр., 50»' }),
  full: Type.String({ description: 'The region, the street, the house' }),
  district: Type.String({ description: 'District id' }),
  municipality: Type.Optional(Type.String({ description: 'Municipality id' })),
  geo: Point,
}

/** A building as services see it: resolved once, it joins everything that hangs on an address. */
export const House = Type.Object(houseFields)
export type House = Static<typeof House>

export const Building = Type.Object({
  ...houseFields,
  street: Type.String(),
  house: Type.String({ description: 'As written: «50», «68к1», «24 лит. А»' }),
  postcode: Type.Optional(Type.String()),
})
export type Building = Static<typeof Building>

/** A building together with the words for where it lies. */
export const BuildingCard = Type.Object({
  ...Building.properties,
  districtName: Text,
  municipalityName: Type.Optional(Text),
})
export type BuildingCard = Static<typeof BuildingCard>

export const StreetSuggestion = Type.Object({
  kind: Type.Literal('street'),
  text: Type.String({ description: 'Full name of the street' }),
  /** What to put into the field so that the person only types the house. */
  insert: Type.String(),
  houses: Type.Integer({ description: 'How many houses of the street are known' }),
  districts: Type.Array(Type.String(), { description: 'District ids' }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
})
export type StreetSuggestion = Static<typeof StreetSuggestion>

export const BuildingSuggestion = Type.Object({
  kind: Type.Literal('building'),
  text: Type.String({ description: 'The short address' }),
  building: Building,
  /** False: the house that was asked for is not known, this is a neighbour by number. */
  isExact: Type.Boolean(),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
})
export type BuildingSuggestion = Static<typeof BuildingSuggestion>

export const Suggestion = Type.Union([StreetSuggestion, BuildingSuggestion])
export type Suggestion = Static<typeof Suggestion>

/** How the text had to be understood, when not as it was typed. */
export const Reading = Type.Union([
  Type.Literal('plain'),
  Type.Literal('name'),
  Type.Literal('typo'),
  Type.Literal('layout'),
  Type.Literal('transliteration'),
])
export type Reading = Static<typeof Reading>

export const suggestAddress = endpoint({
  name: 'suggestAddress',
  method: 'GET',
  path: '/geo/suggest',
  access: 'anyone',
  summary: 'Addresses that fit what is being typed',
  input: Type.Object({
    text: Type.String({ maxLength: 200 }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 8 })),
    near: Type.Optional(
      Type.String({
        pattern: '^-?\\d{1,2}(\\.\\d+)?,-?\\d{1,3}(\\.\\d+)?$',
        description: 'lat,lon: among equals the nearer comes first',
      }),
    ),
  }),
  output: Type.Object({
    items: Type.Array(Suggestion),
    reading: Reading,
  }),
})

export const getBuilding = endpoint({
  name: 'getBuilding',
  method: 'GET',
  path: '/geo/buildings/:id',
  access: 'anyone',
  summary: 'One building with its district and municipality',
  input: Type.Object({ id: Type.String({ maxLength: 60 }) }),
  output: BuildingCard,
})

export const nearestBuilding = endpoint({
  name: 'nearestBuilding',
  method: 'GET',
  path: '/geo/nearest',
  access: 'anyone',
  summary: 'The building nearest to a point',
  input: Type.Object({
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    withinM: Type.Optional(Type.Integer({ minimum: 1, maximum: 50_000, default: 2000 })),
  }),
  output: Type.Object({ building: BuildingCard, distanceM: Type.Number() }),
})

export const listDistricts = endpoint({
  name: 'listDistricts',
  method: 'GET',
  path: '/geo/districts',
  access: 'anyone',
  summary: 'Districts of the region',
  input: Type.Object({}),
  output: Type.Object({ items: Type.Array(District) }),
})

export const listMunicipalities = endpoint({
  name: 'listMunicipalities',
  method: 'GET',
  path: '/geo/municipalities',
  access: 'anyone',
  summary: 'Municipal formations, all or of one district',
  input: Type.Object({ district: Type.Optional(Type.String({ maxLength: 60 })) }),
  output: Type.Object({ items: Type.Array(Municipality) }),
})

/** A closed line of [lon, lat] pairs, as in GeoJSON. */
export const Ring = Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }))
export type Ring = Static<typeof Ring>

export const Outline = Type.Object({
  centre: Point,
  bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4, description: 'West, south, east, north' }),
  land: Type.Array(Ring),
  water: Type.Array(Ring),
  parks: Type.Array(Ring),
  /** Districts: the first ring of each is its border. */
  areas: Type.Array(Type.Object({ id: Type.String(), name: Text, centre: Point, rings: Type.Array(Ring) })),
})
export type Outline = Static<typeof Outline>

/** Answered with an ETag: asked again, it costs nothing until the pack changes. */
export const getOutline = endpoint({
  name: 'getOutline',
  method: 'GET',
  path: '/geo/outline',
  access: 'anyone',
  summary: 'Schematic land, water, parks and district borders for a map that works offline',
  input: Type.Object({}),
  output: Outline,
})

/** What became of a free text that should be one address. */
export type Resolved =
  | { readonly kind: 'one'; readonly building: Building }
  | { readonly kind: 'several'; readonly buildings: readonly Building[] }
  /** `closest`: neighbours by number on the street that was understood, if any. */
  | { readonly kind: 'none'; readonly street?: string; readonly closest: readonly Building[] }

export const toHouse = ({ id, short, full, district, municipality, geo }: Building): House => ({
  id,
  short,
  full,
  district,
  ...(municipality !== undefined && { municipality }),
  geo,
})

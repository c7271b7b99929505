/** What geography a region pack holds, and what must be true of it. */
import { type Static, Type } from 'typebox'
import { Point } from '#kernel/contract/geo.ts'
import { foldText } from '#kernel/contract/spelling.ts'
import { Text } from '#kernel/contract/text.ts'
import { type Pack, type PackMistake, type PackPart, packJson, packTable } from '#kernel/server/pack.ts'
import { Municipality, Ring } from '../contract.ts'
import { parseHouse } from './address/house-number.ts'

const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,60}$' })
const open = { additionalProperties: false }

export const PackDistrict = Type.Object(
  {
    id: Id,
    name: Text,
    short: Type.Optional(Text),
    centre: Point,
    outline: Type.Array(Ring, { minItems: 1 }),
  },
  open,
)
export type PackDistrict = Static<typeof PackDistrict>

const PackMunicipality = Type.Object({ ...Municipality.properties, id: Id }, open)
const PackOutline = Type.Object(
  { land: Type.Array(Ring), water: Type.Array(Ring), parks: Type.Array(Ring) },
  open,
)
export type PackOutline = Static<typeof PackOutline>

const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d+)?$' })
const PackBuilding = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,60}$' }),
    street: Type.String({ minLength: 1, maxLength: 200 }),
    /** Empty: a place as a whole, a village without streets. */
    house: Type.String({ maxLength: 40 }),
    district: Id,
    municipality: Type.String(),
    lat: degrees,
    lon: degrees,
    postcode: Type.String({ pattern: '^(\\d{6})?$' }),
  },
  open,
)
export type PackBuilding = Static<typeof PackBuilding>

/** Addresses beside the pack, in a local copy of public data: which file, and which column is what. */
export const MirrorSpec = Type.Object(
  {
    path: Type.String({ description: 'CSV, relative to GOROD_MIRROR' }),
    columns: Type.Object(
      {
        street: Type.String(),
        house: Type.String(),
        lat: Type.String(),
        lon: Type.String(),
        district: Type.String({ description: 'Holds the id or the name of a district' }),
        municipality: Type.Optional(Type.String()),
        postcode: Type.Optional(Type.String()),
      },
      open,
    ),
  },
  open,
)
export type MirrorSpec = Static<typeof MirrorSpec>

export const files = {
  districts: 'geo/districts.json',
  municipalities: 'geo/municipalities.json',
  outline: 'geo/outline.json',
  buildings: 'geo/buildings.csv',
  streets: 'geo/streets.json',
  mirror: 'geo/buildings.mirror.json',
} as const

export const packParts: readonly PackPart[] = [
  packJson(files.districts, Type.Array(PackDistrict, { minItems: 1 }), {
    required: true,
    check: (districts, pack) => [
      ...repeated(districts.map(({ id }) => id)),
      ...districts.flatMap(({ outline, centre }, at) => [
        ...brokenRings(outline, [at, 'outline']),
        ...outside(centre, pack, [at, 'centre']),
      ]),
    ],
  }),
  packJson(files.municipalities, Type.Array(PackMunicipality), {
    check: (municipalities, pack) => {
      const districts = idsIn<PackDistrict>(pack, files.districts)
      return [
        ...repeated(municipalities.map(({ id }) => id)),
        ...municipalities.flatMap(({ district, centre }, at) => [
          ...unknown(district, districts, [at, 'district'], 'района', files.districts),
          ...outside(centre, pack, [at, 'centre']),
        ]),
      ]
    },
  }),
  packJson(files.outline, PackOutline, {
    check: (outline) =>
      (['land', 'water', 'parks'] as const).flatMap((layer) => brokenRings(outline[layer], [layer])),
  }),
  packTable(files.buildings, PackBuilding, { required: true, check: checkBuildings }),
  packJson(files.streets, Type.Record(Type.String(), Type.String()), {
    check: (aliases, pack) => {
      const streets = new Set(rowsOf(pack).map(({ street }) => street))
      return Object.entries(aliases).flatMap(([alias, street]): PackMistake[] =>
        street === '' || streets.has(street)
          ? []
          : [
              {
                at: [alias],
                message: `улицы «${street}» нет в ${files.buildings}`,
                cure: 'напишите улицу точно так, как в столбце street, или уберите строку',
              },
            ],
      )
    },
  }),
  packJson(files.mirror, MirrorSpec, {
    check: ({ path }) =>
      path.startsWith('/') || path.split('/').includes('..')
        ? [
            {
              at: ['path'],
              message: `путь «${path}» выходит из папки GOROD_MIRROR`,
              cure: 'пишите путь от этой папки, без «..»',
            },
          ]
        : [],
  }),
]

function checkBuildings(rows: readonly PackBuilding[], pack: Pack): PackMistake[] {
  const districts = idsIn<PackDistrict>(pack, files.districts)
  const municipalities = new Map(
    (pack.has(files.municipalities) ? pack.json<Municipality[]>(files.municipalities) : []).map((m) => [
      m.id,
      m.district,
    ]),
  )
  const addresses = new Map<string, number>()
  const mistakes = repeated(rows.map(({ id }) => id))
  rows.forEach((row, at) => {
    mistakes.push(...unknown(row.district, districts, [at], 'района', files.districts))
    const home = municipalities.get(row.municipality)
    if (row.municipality !== '' && home === undefined)
      mistakes.push(...unknown(row.municipality, new Set(), [at], 'муниципалитета', files.municipalities))
    else if (home !== undefined && home !== row.district)
      mistakes.push({
        at: [at],
        message: `муниципалитет ${row.municipality} лежит в районе ${home}, а дом — в районе ${row.district}`,
        cure: 'исправьте district или municipality',
      })
    mistakes.push(...outside({ lat: Number(row.lat), lon: Number(row.lon) }, pack, [at]))
    if (row.house !== '' && !parseHouse(foldText(row.house)))
      mistakes.push({
        at: [at],
        message: `номер дома «${row.house}» не читается`,
        cure: 'пишите «50», «68к1», «24 лит. А», «10/118», «28-30», «3 стр. 1»; у места без домов — пусто',
      })
    const address = foldText(`${row.street}, ${row.house}, ${row.district}`)
    const first = addresses.get(address)
    if (first !== undefined)
      mistakes.push({
        at: [at],
        message: `адрес «${row.street}, ${row.house}» уже есть в строке ${first + 2}`,
        cure: 'оставьте одну строку на адрес',
      })
    addresses.set(address, first ?? at)
  })
  return mistakes.slice(0, 50)
}

const rowsOf = (pack: Pack): PackBuilding[] =>
  pack.has(files.buildings) ? (pack.table(files.buildings) as unknown as PackBuilding[]) : []

const idsIn = <T extends { id: string }>(pack: Pack, file: string): Set<string> =>
  new Set(pack.has(file) ? pack.json<T[]>(file).map(({ id }) => id) : [])

function repeated(ids: readonly string[]): PackMistake[] {
  const seen = new Set<string>()
  return ids.flatMap((id, at): PackMistake[] => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ at: [at], message: `id «${id}» повторяется`, cure: 'дайте каждой записи свой id' }]
  })
}

function unknown(
  id: string,
  known: ReadonlySet<string>,
  at: readonly (string | number)[],
  what: string,
  file: string,
): PackMistake[] {
  return known.has(id)
    ? []
    : [{ at, message: `${what} «${id}» нет`, cure: `добавьте его в ${file} или исправьте id` }]
}

function outside(point: Point, pack: Pack, at: readonly (string | number)[]): PackMistake[] {
  const [west = -180, south = -90, east = 180, north = 90] = pack.manifest.bounds
  const isInside = point.lon >= west && point.lon <= east && point.lat >= south && point.lat <= north
  return isInside
    ? []
    : [
        {
          at,
          message: `точка ${point.lat}, ${point.lon} вне границ региона`,
          cure: 'проверьте, не переставлены ли широта и долгота, или расширьте bounds в pack.json',
        },
      ]
}

function brokenRings(rings: readonly Ring[], at: readonly (string | number)[]): PackMistake[] {
  return rings.flatMap((ring, index): PackMistake[] => {
    const [first, last] = [ring[0], ring.at(-1)]
    const isClosed = ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
    return isClosed
      ? []
      : [
          {
            at: [...at, index],
            message: 'контур не замкнут или короче четырёх точек',
            cure: 'повторите первую точку последней; порядок чисел: долгота, широта',
          },
        ]
  })
}

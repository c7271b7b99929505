/** What of the region lies in memory: small, asked by every turn, and the same until the pack changes. */
import type { Kysely } from 'kysely'
import type { Pack } from '#kernel/server/pack.ts'
import type { Building, BuildingCard, District, Municipality, Outline } from '../contract.ts'
import { createStreetIndex, type StreetIndex } from './address/street-index.ts'
import { foldAddress, parseStreetName, piecesOf, shortenStreet } from './address/street-name.ts'
import type { Area } from './area.ts'
import { files, type PackOutline } from './pack-parts.ts'
import {
  type BuildingRow,
  type GeoTables,
  listDistrictRows,
  listMunicipalityRows,
  listStreets,
} from './store.ts'

export interface Atlas {
  readonly region: string
  readonly districts: ReadonlyMap<string, District & Area>
  readonly municipalities: ReadonlyMap<string, Municipality>
  readonly streets: StreetIndex
  /** Words that stand in addresses and tell no street from another. */
  readonly noise: ReadonlySet<string>
}

export const emptyAtlas: Atlas = {
  region: '',
  districts: new Map(),
  municipalities: new Map(),
  streets: createStreetIndex({ streets: [], aliases: {}, districtWords: new Map() }),
  noise: new Set(),
}

const generalWords = [
  'россия',
  'рф',
  'город',
  'г',
  'гор',
  'область',
  'обл',
  'поселок',
  'пос',
  'russia',
  'city',
]

export async function readAtlas(db: Kysely<GeoTables>, pack: Pack): Promise<Atlas> {
  const { name } = pack.manifest
  const [districts, municipalities, streets] = await Promise.all([
    listDistrictRows(db),
    listMunicipalityRows(db),
    listStreets(db),
  ])
  const aliases: Record<string, string> = pack.has(files.streets) ? pack.json(files.streets) : {}
  // An alias of nothing is a word to leave out: «спб».
  const empty = Object.keys(aliases).filter((alias) => aliases[alias] === '')
  return {
    region: name.ru,
    districts: new Map(districts.map((district) => [district.id, district])),
    municipalities: new Map(municipalities.map((m) => [m.id, m])),
    streets: createStreetIndex({
      streets,
      aliases,
      districtWords: new Map(districts.map(({ id, short }) => [id, parseStreetName(short.ru).words])),
    }),
    noise: new Set(
      [...generalWords, ...Object.values(name), ...empty]
        .flatMap((words) => piecesOf(foldAddress(words)))
        .filter((piece) => /\p{L}/u.test(piece)),
    ),
  }
}

export const toBuilding = (row: BuildingRow, { region }: Atlas): Building => ({
  id: row.id,
  short: [shortenStreet(row.street), row.house].filter(Boolean).join(', '),
  full: [region, row.street, row.house].filter(Boolean).join(', '),
  street: row.street,
  house: row.house,
  district: row.district,
  geo: { lat: row.lat, lon: row.lon },
  ...(row.municipality !== null && { municipality: row.municipality }),
  ...(row.postcode !== null && { postcode: row.postcode }),
})

export function toCard(building: Building, atlas: Atlas): BuildingCard {
  const municipality = atlas.municipalities.get(building.municipality ?? '')
  return {
    ...building,
    districtName: atlas.districts.get(building.district)?.name ?? { ru: building.district },
    ...(municipality && { municipalityName: municipality.name }),
  }
}

/** The schematic map that needs no network. */
export function toOutline(atlas: Atlas, pack: Pack): Outline {
  const layers: PackOutline = pack.has(files.outline)
    ? pack.json<PackOutline>(files.outline)
    : { land: [], water: [], parks: [] }
  const areas = [...atlas.districts.values()].map(({ id, short, centre, rings }) => ({
    id,
    name: short,
    centre,
    rings: [...rings],
  }))
  return { centre: pack.manifest.centre, bounds: pack.manifest.bounds, ...layers, areas }
}

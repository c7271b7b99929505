import { type Kysely, type Selectable, sql } from 'kysely'
import type { Point } from '#kernel/contract/geo.ts'
import type { Text } from '#kernel/contract/text.ts'
import type { District, Municipality, Ring } from '../contract.ts'
import type { StreetEntry } from './address/street-index.ts'
import { type Area, spotOf } from './area.ts'

export type GeoTables = {
  'geo.district': DistrictTable
  'geo.municipality': MunicipalityTable
  'geo.building': BuildingTable
  'geo.loaded': { mirror: string }
}
export interface DistrictTable {
  id: string
  name: Text
  short: Text
  lat: number
  lon: number
  outline: Ring[]
}
export interface MunicipalityTable {
  id: string
  district: string
  name: Text
  kind: Municipality['kind']
  lat: number
  lon: number
}
export interface BuildingTable {
  id: string
  street: string
  house: string
  low: number
  high: number
  district: string
  municipality: string | null
  lat: number
  lon: number
  postcode: string | null
}
export type BuildingRow = Selectable<BuildingTable>

type Reader = Kysely<GeoTables>

const buildingColumns = [
  'id',
  'street',
  'house',
  'low',
  'high',
  'district',
  'municipality',
  'lat',
  'lon',
  'postcode',
] as const

export const findBuilding = (db: Reader, id: string): Promise<BuildingRow | undefined> =>
  db.selectFrom('geo.building').select(buildingColumns).where('id', '=', id).executeTakeFirst()

/**
 * Houses of some streets that could answer a number: those that cover it, those that begin with its digits,
 * and neighbours on both sides.
 */
export async function housesAround(
  db: Reader,
  streets: readonly string[],
  number: number,
): Promise<BuildingRow[]> {
  if (streets.length === 0) return []
  const begins = [10, 100].filter((scale) => number * scale < 2000)
  return db
    .selectFrom('geo.building')
    .select(buildingColumns)
    .where('street', 'in', [...streets])
    .where((eb) =>
      eb.or([
        eb.and([eb('low', '<=', number + 20), eb('high', '>=', number - 20)]),
        ...begins.map((scale) => eb.between('low', number * scale, number * scale + scale - 1)),
      ]),
    )
    .limit(2000)
    .execute()
}

/** The nearest few by the flat map; the caller measures them on the globe. */
export const nearestBuildings = (db: Reader, point: Point, centre: Point): Promise<BuildingRow[]> => {
  const { x, y } = spotOf(point, centre)
  return db
    .selectFrom('geo.building')
    .select(buildingColumns)
    .orderBy(sql`spot <-> point(${x}, ${y})`)
    .limit(8)
    .execute()
}

/** Places as a whole among these streets: villages without house numbers. */
export const placesNamed = (db: Reader, streets: readonly string[]): Promise<BuildingRow[]> =>
  db
    .selectFrom('geo.building')
    .select(buildingColumns)
    .where('street', 'in', [...streets])
    .where('house', '=', '')
    .limit(100)
    .execute()

export async function listStreets(db: Reader): Promise<StreetEntry[]> {
  return db
    .selectFrom('geo.building')
    .select((eb) => [
      'street as name',
      eb.fn.countAll<number>().as('houses'),
      sql<string[]>`array_agg(distinct district)`.as('districts'),
      sql<boolean>`bool_or(house = '')`.as('isPlace'),
    ])
    .groupBy('street')
    .orderBy('street')
    .execute()
}

export async function listDistrictRows(db: Reader): Promise<(District & Area)[]> {
  const rows = await db.selectFrom('geo.district').selectAll().orderBy('id').execute()
  return rows.map(({ id, name, short, lat, lon, outline }) => ({
    id,
    name,
    short,
    centre: { lat, lon },
    rings: outline,
  }))
}

export async function listMunicipalityRows(db: Reader): Promise<Municipality[]> {
  const rows = await db.selectFrom('geo.municipality').selectAll().orderBy('id').execute()
  return rows.map(({ lat, lon, ...rest }) => ({ ...rest, centre: { lat, lon } }))
}

export async function loadedMirror(db: Reader): Promise<string> {
  return (await db.selectFrom('geo.loaded').select('mirror').executeTakeFirst())?.mirror ?? ''
}

export interface Geography {
  readonly districts: readonly (District & Area)[]
  readonly municipalities: readonly Municipality[]
  readonly buildings: readonly BuildingRow[]
  readonly centre: Point
  /** Hash of the file of addresses beside the pack, or empty. */
  readonly mirror: string
}

/** Puts the whole geography of a pack in the place of the one before. */
export async function replaceGeography(tx: Reader, g: Geography): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('geo.load'))`.execute(tx)
  await sql`delete from geo.building`.execute(tx)
  await sql`delete from geo.municipality`.execute(tx)
  await sql`delete from geo.district`.execute(tx)
  const districts = g.districts.map(({ id, name, short, centre, rings }) => ({
    id,
    name,
    short,
    ...centre,
    outline: rings,
  }))
  await sql`
    insert into geo.district (id, name, short, lat, lon, outline)
    select id, name, short, lat, lon, outline from jsonb_to_recordset(${JSON.stringify(districts)}::jsonb)
      as r (id text, name jsonb, short jsonb, lat float8, lon float8, outline jsonb)`.execute(tx)
  await sql`
    insert into geo.municipality (id, district, name, kind, lat, lon)
    select id, district, name, kind, (centre->>'lat')::float8, (centre->>'lon')::float8
    from jsonb_to_recordset(${JSON.stringify(g.municipalities)}::jsonb)
      as r (id text, district text, name jsonb, kind text, centre jsonb)`.execute(tx)
  const buildings = g.buildings.map((row) => ({ ...row, ...spotOf(row, g.centre) }))
  await sql`
    insert into geo.building (id, street, house, low, high, district, municipality, lat, lon, postcode, spot)
    select id, street, house, low, high, district, municipality, lat, lon, postcode, point(x, y)
    from jsonb_to_recordset(${JSON.stringify(buildings)}::jsonb)
      as r (id text, street text, house text, low int, high int, district text, municipality text,
            lat float8, lon float8, postcode text, x float8, y float8)`.execute(tx)
  await sql`insert into geo.loaded (mirror) values (${g.mirror})
    on conflict (id) do update set mirror = excluded.mirror`.execute(tx)
}

import type { InputOf, OutputOf } from '#kernel/contract/endpoint.ts'
import { distanceM, type Point } from '#kernel/contract/geo.ts'
import type { Kit } from '#kernel/server/module.ts'
import {
  type BuildingCard,
  type District,
  type getBuilding,
  type listMunicipalities,
  type Municipality,
  type nearestBuilding,
  type Outline,
  type Resolved,
  refuse,
  type suggestAddress,
} from '../contract.ts'
import { type AddressReading, understandAddress } from './address/read-address.ts'
import { areaOf } from './area.ts'
import { type Atlas, emptyAtlas, readAtlas, toBuilding, toCard, toOutline } from './atlas.ts'
import { fitBuildings, readingsWithHouse, toResolved, toSuggestions } from './find-address.ts'
import { findMirror, readGeography } from './load.ts'
import { files } from './pack-parts.ts'
import {
  findBuilding,
  type GeoTables,
  housesAround,
  loadedMirror,
  nearestBuildings,
  placesNamed,
  replaceGeography,
} from './store.ts'

type Nearest = OutputOf<typeof nearestBuilding>

export type GeoService = ReturnType<typeof createGeoService>

export function createGeoService(kit: Kit<GeoTables>) {
  const { db, pack } = kit
  const { manifest } = pack
  let atlas = emptyAtlas

  async function find(id: string): Promise<BuildingCard | undefined> {
    const row = await findBuilding(db.read, id)
    return row && toCard(toBuilding(row, atlas), atlas)
  }

  async function findNearest(point: Point, withinM = 2000): Promise<Nearest | undefined> {
    const rows = await nearestBuildings(db.read, point, manifest.centre)
    const [nearest] = rows
      .map((row) => ({ row, distanceM: Math.round(distanceM(point, row)) }))
      .sort((a, b) => a.distanceM - b.distanceM)
    if (!nearest || nearest.distanceM > withinM) return undefined
    return { building: toCard(toBuilding(nearest.row, atlas), atlas), distanceM: nearest.distanceM }
  }

  return {
    /** Loads the pack when it, or the table of addresses beside it, has changed; then fills the memory. */
    async ready(): Promise<void> {
      await loadWhenChanged(kit)
      atlas = await readAtlas(db.read, pack)
    },

    async suggest(input: InputOf<typeof suggestAddress>): Promise<OutputOf<typeof suggestAddress>> {
      const { understood, found } = await look(kit, atlas, input.text)
      const [lat, lon] = (input.near ?? '').split(',').map(Number)
      const here = lat !== undefined && lon !== undefined ? { near: { lat, lon } } : {}
      return {
        items: toSuggestions(understood, found, { limit: input.limit ?? 8, ...here }),
        reading: understood.how,
      }
    },

    /** One address in free text: one building, a choice, or none. */
    async resolveAddress(text: string): Promise<Resolved> {
      const { understood, found } = await look(kit, atlas, text)
      return toResolved(understood, found)
    },

    find,
    findNearest,

    async get({ id }: InputOf<typeof getBuilding>): Promise<BuildingCard> {
      return (await find(id)) ?? refuse('geo.no_such_building', { id })
    },

    async nearest({ lat, lon, withinM }: InputOf<typeof nearestBuilding>): Promise<Nearest> {
      const [west = -180, south = -90, east = 180, north = 90] = manifest.bounds
      const isOutside = lat < south || lat > north || lon < west || lon > east
      if (isOutside) refuse('geo.outside', { region: manifest.name.ru })
      return (await findNearest({ lat, lon }, withinM)) ?? refuse('geo.nothing_near')
    },

    districts: (): readonly District[] =>
      [...atlas.districts.values()].map(({ id, name, short, centre }) => ({ id, name, short, centre })),

    municipalities: ({ district }: InputOf<typeof listMunicipalities> = {}): readonly Municipality[] =>
      [...atlas.municipalities.values()].filter((m) => district === undefined || m.district === district),

    /** District of a point, the nearest within two kilometres of its border, or undefined. */
    districtOf: (point: Point): string | undefined => areaOf(point, [...atlas.districts.values()]),

    outline: (): Outline => toOutline(atlas, pack),
  }
}

/** Understands a text, then asks for the houses of the few streets it may mean. */
async function look({ db }: Kit<GeoTables>, atlas: Atlas, text: string) {
  const understood = understandAddress(text, atlas.streets, atlas.noise)
  const housed = readingsWithHouse(understood)
  const places = understood.readings
    .filter(({ house, street }) => !house && street.street.isPlace)
    .slice(0, 8)
  const namesOf = (readings: readonly AddressReading[]) => readings.map(({ street }) => street.street.name)
  const numberOf = ({ house }: (typeof housed)[number]) => house.numbers[0] ?? 0
  const rows = await Promise.all([
    ...[...new Set(housed.map(numberOf))].map((number) =>
      housesAround(db.read, namesOf(housed.filter((reading) => numberOf(reading) === number)), number),
    ),
    ...(places.length > 0 ? [placesNamed(db.read, namesOf(places))] : []),
  ])
  const buildings = rows.flat().map((row) => toBuilding(row, atlas))
  return { understood, found: fitBuildings([...housed, ...places], buildings) }
}

async function loadWhenChanged({ db, pack, config, log, whenPackChanged }: Kit<GeoTables>): Promise<void> {
  const mirror = findMirror(pack, config.mirrorDir)
  const load = async () => {
    const geography = readGeography(pack, mirror)
    await db.write((tx) => replaceGeography(tx.sql, geography))
    log.debug({ buildings: geography.buildings.length, skipped: geography.skipped }, 'geography loaded')
  }
  const isLoaded = await whenPackChanged(Object.values(files), load)
  if (!isLoaded && (await loadedMirror(db.read)) !== (mirror?.hash ?? '')) await load()
}

/** From the files of a pack, and a table of addresses beside it, to the geography of a region. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { foldText } from '#kernel/contract/spelling.ts'
import type { Pack } from '#kernel/server/pack.ts'
import type { Municipality } from '../contract.ts'
import { type HouseNumber, parseHouse, showHouse } from './address/house-number.ts'
import { parseStreetName } from './address/street-name.ts'
import { files, type MirrorSpec, type PackBuilding, type PackDistrict } from './pack-parts.ts'
import type { BuildingRow, Geography } from './store.ts'

export interface MirrorFile {
  readonly spec: MirrorSpec
  readonly bytes: Buffer
  readonly hash: string
}

/** The table of addresses that the pack names, when the local copy of public data has it. */
export function findMirror(pack: Pack, mirrorDir: string | undefined): MirrorFile | undefined {
  if (!mirrorDir || !pack.has(files.mirror)) return undefined
  const spec = pack.json<MirrorSpec>(files.mirror)
  const path = join(mirrorDir, spec.path)
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  return { spec, bytes, hash: createHash('sha256').update(bytes).digest('hex') }
}

export function readGeography(
  pack: Pack,
  mirror: MirrorFile | undefined,
): Geography & { readonly skipped: number } {
  const districts = pack
    .json<PackDistrict[]>(files.districts)
    .map(({ id, name, short, centre, outline }) => ({
      id,
      name,
      short: short ?? name,
      centre,
      rings: outline,
    }))
  const municipalities = pack.has(files.municipalities) ? pack.json<Municipality[]>(files.municipalities) : []
  const own = (pack.table(files.buildings) as unknown as PackBuilding[]).flatMap(
    (row) => toRow({ ...row, district: row.district }, row.id) ?? [],
  )
  const more = mirror ? mirrorRows(mirror, pack, own) : { rows: [], skipped: 0 }
  return {
    districts,
    municipalities,
    buildings: [...own, ...more.rows],
    centre: pack.manifest.centre,
    mirror: mirror?.hash ?? '',
    skipped: more.skipped,
  }
}

interface RawBuilding {
  readonly street: string
  readonly house: string
  readonly district: string
  readonly municipality: string
  readonly lat: string
  readonly lon: string
  readonly postcode: string
}

const wholePlace: HouseNumber = { numbers: [0] }

function toRow(raw: RawBuilding, id: string, house?: HouseNumber): BuildingRow | undefined {
  const parsed = house ?? (raw.house === '' ? wholePlace : parseHouse(foldText(raw.house)))
  if (!parsed) return undefined
  return {
    id,
    street: raw.street,
    house: house ? showHouse(house) : raw.house,
    low: Math.min(...parsed.numbers),
    high: Math.max(...parsed.numbers),
    district: raw.district,
    municipality: raw.municipality || null,
    lat: Number(raw.lat),
    lon: Number(raw.lon),
    postcode: raw.postcode || null,
  }
}

/** Rows of the other table that the pack does not have yet; what cannot be read is counted, not guessed. */
function mirrorRows({ spec, bytes }: MirrorFile, pack: Pack, own: readonly BuildingRow[]) {
  const districtOf = new Map<string, string>()
  for (const { id, name, short } of pack.json<PackDistrict[]>(files.districts))
    for (const word of [id, name.ru, short?.ru ?? id]) districtOf.set(foldText(word), id)
  const [west = -180, south = -90, east = 180, north = 90] = pack.manifest.bounds
  const known = new Set(own.map(addressOf))
  const nameOf = streetNamer(own.map(({ street }) => street))
  const rows: BuildingRow[] = []
  let skipped = 0
  const table: Record<string, string>[] = parseCsv(bytes, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  })
  for (const line of table) {
    const cell = (column: string | undefined) => (column === undefined ? '' : (line[column] ?? '')).trim()
    const { columns } = spec
    const house = parseHouse(foldText(cell(columns.house)))
    const district = districtOf.get(foldText(cell(columns.district)))
    const [lat, lon] = [Number(cell(columns.lat)), Number(cell(columns.lon))]
    const isPlaced = lat >= south && lat <= north && lon >= west && lon <= east
    if (!house || !district || !isPlaced || cell(columns.street) === '') {
      skipped++
      continue
    }
    const raw = {
      street: nameOf.name(cell(columns.street)),
      house: '',
      district,
      municipality: cell(columns.municipality),
      lat: String(lat),
      lon: String(lon),
      postcode: cell(columns.postcode),
    }
    const row = toRow(raw, '', house)
    const address = row && addressOf(row)
    if (!row || !address || known.has(address)) continue
    known.add(address)
    rows.push({ ...row, id: `m-${createHash('sha256').update(address).digest('hex').slice(0, 10)}` })
  }
  return { rows, skipped }
}

/**
 * Public tables write one street in many ways. The first full writing wins, the pack's before any other; a name
 * without its kind («Моховая») joins the one street it can only mean.
 */
function streetNamer(own: readonly string[]) {
  const full = new Map<string, string>()
  const byWords = new Map<string, Set<string>>()
  const keys = new Map<string, { plain: string; whole: string; hasKind: boolean }>()
  const keysOf = (street: string) => {
    const kept = keys.get(street)
    if (kept) return kept
    const { kind, words, settlement } = parseStreetName(street)
    const plain = `${settlement.join(' ')}|${words.join(' ')}`
    const made = { plain, whole: `${plain}|${kind ?? ''}`, hasKind: kind !== undefined }
    keys.set(street, made)
    return made
  }
  const learn = (street: string) => {
    if (street === '') return
    const { plain, whole, hasKind } = keysOf(street)
    const name = full.get(whole) ?? street
    full.set(whole, name)
    if (hasKind) byWords.set(plain, (byWords.get(plain) ?? new Set()).add(name))
  }
  for (const street of own) learn(street)
  return {
    learn,
    name(street: string): string {
      const { plain, whole, hasKind } = keysOf(street)
      const fuller = [...(byWords.get(plain) ?? [])]
      const [only] = fuller
      return !hasKind && only !== undefined && fuller.length === 1 ? only : (full.get(whole) ?? street)
    },
  }
}

const addressOf = ({ street, house, district }: BuildingRow): string => {
  const parsed = parseHouse(foldText(house))
  return foldText(`${street}|${parsed ? showHouse(parsed) : house}|${district}`)
}

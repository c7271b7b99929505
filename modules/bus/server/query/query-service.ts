/** Answers a query about one dataset, for the wire and for other modules alike. */
import type { Point } from '#kernel/contract/geo.ts'
import type { Text } from '#kernel/contract/text.ts'
import type { Db } from '#kernel/server/db.ts'
import { type Column, type DataClass, type OriginName, refuse } from '../../contract.ts'
import { type DatasetDefinition, type Definitions, sourceTextOf } from '../definition/definitions.ts'
import { freshnessOf } from '../definition/freshness.ts'
import { rejectsOf, rejectsSuffix } from '../definition/rejects.ts'
import { type FoundRow, findPage, type Relation } from '../store/query.ts'
import type { BusTables } from '../store/runs.ts'
import { markOf, writeCursor } from './cursor.ts'
import type { Askable } from './parse.ts'
import type { Query, Reading } from './query.ts'

/** A dataset as one caller may see it. */
export interface Visible extends Askable {
  readonly definition: DatasetDefinition
  readonly relation: Relation
}

export interface FoundItem {
  readonly key: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly geo?: Point
  readonly distanceM?: number
}

export interface Page {
  readonly items: readonly FoundItem[]
  readonly next?: string
  readonly count?: number
  readonly reading?: Reading
  readonly version: number
  readonly origin: OriginName
  readonly asOf: Date
  readonly stale: boolean
  readonly source: Text
  readonly attribution: string
}

export type QueryService = ReturnType<typeof createQueryService>

export function createQueryService(o: {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly definitions: Definitions
}) {
  const { db, now, definitions } = o

  async function ask(visible: Visible, query: Query): Promise<Page> {
    const { definition, relation } = visible
    const first = await findPage(db.read, relation, query)
    const retried =
      query.text !== undefined && query.reading === 'words' && !query.after && first?.rows.length === 0
    const used: Query = retried ? { ...query, reading: 'typo' } : query
    const found = retried ? await findPage(db.read, relation, used) : first
    if (!found || found.version === 0 || !found.asOf || !found.origin)
      return refuse('bus.no_data_yet', { dataset: definition.id })
    const rows = found.rows.slice(0, query.limit)
    const last = rows.at(-1)
    const source = definitions.sourceOf(relation.dataset)
    return {
      items: rows.map((row) => toItem(row, query, visible.hasGeo)),
      ...(found.rows.length > query.limit &&
        last && {
          next: writeCursor(markOf(definition.id, query), {
            reading: used.reading,
            value: last.sort,
            key: last.key,
          }),
        }),
      ...(found.count !== null && { count: found.count }),
      ...(query.text !== undefined && { reading: used.reading }),
      version: found.version,
      origin: found.origin,
      asOf: found.asOf,
      stale: freshnessOf(definition.freshness.days, found.asOf, now()).stale,
      source: sourceTextOf(definition, source, found.origin),
      attribution: definition.attribution,
    }
  }

  return {
    ask,

    /** The dataset with the columns of the classes somebody holds; refused when there is nothing to see. */
    require(id: string, classes: readonly DataClass[]): Visible {
      const quarantine = id.endsWith(rejectsSuffix)
      const base = definitions.dataset(quarantine ? id.slice(0, -rejectsSuffix.length) : id)
      const source = base && definitions.sourceOf(base.id)
      const definition = base && quarantine ? rejectsOf(base) : base
      const columns = definition?.columns.filter((column: Column) => classes.includes(column.class)) ?? []
      if (!definition || !base || columns.length === 0 || (quarantine && !source))
        return refuse('bus.no_such_dataset', { dataset: id })
      return {
        id,
        columns,
        hasGeo:
          definition.hasGeo &&
          columns.some(({ role }) => role === 'lat') &&
          columns.some(({ role }) => role === 'lon'),
        definition,
        relation:
          quarantine && source
            ? { of: 'rejects', source: source.id, dataset: base.id }
            : { of: 'rows', dataset: base.id },
      }
    },
  }
}

function toItem(row: FoundRow, query: Query, hasGeo: boolean): FoundItem {
  return {
    key: row.key,
    fields: Object.fromEntries(query.select.map((name) => [name, row.body[name] ?? null])),
    ...(hasGeo && row.lat !== null && row.lon !== null && { geo: { lat: row.lat, lon: row.lon } }),
    ...(row.distance !== null && { distanceM: Math.round(row.distance) }),
  }
}

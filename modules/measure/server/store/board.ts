/** What boards read: sums and counts, never a raw touch. */
import { sql } from 'kysely'
import { type Dimension, dimensions, type PeopleCell, type Sort } from '../rules.ts'
import type { Sql } from './tables.ts'

export interface Sums {
  readonly touches: number
  readonly started: number
  readonly finished: number
}

export interface BoardSums {
  readonly sorts: ReadonlyMap<Sort, Sums>
  readonly cells: ReadonlyMap<Dimension, readonly { id: string; touches: number }[]>
}

export function boardReads(db: Sql) {
  return {
    /** All dimensions of a period in one pass over its days. */
    async sumsOf(from: string, to: string): Promise<BoardSums> {
      const { rows } = await sql<{ [D in Dimension | 'sort']: string | null } & Sums>`
        select sort, service, role, need, channel, kind, outcome,
          sum(touches)::bigint as touches, sum(started)::bigint as started, sum(finished)::bigint as finished
        from measure.roll_up where grain = 'day' and bucket between ${from} and ${to}
        group by sort, grouping sets ((), (service), (role), (need), (channel), (kind), (outcome))`.execute(
        db,
      )
      const sorts = new Map<Sort, Sums>()
      const cells = new Map<Dimension, { id: string; touches: number }[]>(dimensions.map((d) => [d, []]))
      for (const row of rows) {
        const dimension = dimensions.find((one) => row[one] !== null)
        if (!dimension) sorts.set(row.sort as Sort, row)
        else if (row.sort === 'resident')
          cells.get(dimension)?.push({ id: String(row[dimension]), touches: row.touches })
      }
      return { sorts, cells }
    },

    async touchesBy(grain: 'hour' | 'day', from: string, to: string): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom('measure.roll_up')
        .select(['bucket', (e) => e.fn.sum<string>('touches').as('touches')])
        .where('grain', '=', grain)
        .where('sort', '=', 'resident')
        .where('bucket', '>=', from)
        .where('bucket', '<=', to)
        .groupBy('bucket')
        .execute()
      return new Map(rows.map(({ bucket, touches }) => [bucket, Number(touches)]))
    },

    /** People of whole buckets: how many different ones came at all. */
    async peopleOf(buckets: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom('measure.people_count')
        .select(['bucket', 'people'])
        .where('dimension', '=', 'all')
        .where('bucket', 'in', buckets)
        .execute()
      return new Map(rows.map(({ bucket, people }) => [bucket, people]))
    },

    /** People of each cell of one bucket, by `dimension/value`. */
    async peopleByCell(bucket: string): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom('measure.people_count')
        .select(['dimension', 'value', 'people'])
        .where('bucket', '=', bucket)
        .execute()
      return new Map(rows.map((row) => [cellKey(row.dimension, row.value), row.people]))
    },
  }
}

export const cellKey = (dimension: PeopleCell['dimension'], value: string): string => `${dimension}/${value}`

import { type Kysely, sql } from 'kysely'
import type { FlowsTables } from '../tables.ts'

type Sql = Kysely<FlowsTables>

export const versionReads = (db: Sql) => ({
  live: () =>
    db
      .selectFrom('flows.alias')
      .innerJoin('flows.version', 'flows.version.hash', 'flows.alias.hash')
      .select(['flows.version.flow', 'flows.version.hash', 'flows.version.number', 'flows.version.body'])
      .where('flows.alias.name', '=', 'live')
      .execute(),
  byHash: (hash: string) =>
    db
      .selectFrom('flows.version')
      .select(['flow', 'hash', 'number', 'body'])
      .where('hash', '=', hash)
      .executeTakeFirst(),
})

export const versionWrites = (db: Sql) => ({
  /** Freezes a version; one that is frozen already stays as it is. */
  async freeze(flow: string, hash: string, body: unknown, at: Date): Promise<void> {
    await db
      .insertInto('flows.version')
      .values({
        hash,
        flow,
        body: JSON.stringify(body),
        created_at: at,
        number: sql<number>`(select coalesce(max(number), 0) + 1 from flows.version where flow = ${flow})`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  },
  point: (flow: string, hash: string) =>
    db
      .insertInto('flows.alias')
      .values({ flow, name: 'live', hash })
      .onConflict((conflict) => conflict.columns(['flow', 'name']).doUpdateSet({ hash }))
      .execute(),
  withdrawExcept: (flows: readonly string[]) =>
    db
      .deleteFrom('flows.alias')
      .where('name', '=', 'live')
      .$if(flows.length > 0, (query) => query.where('flow', 'not in', [...flows]))
      .execute(),
})

/** People of a day and of a month: salts, marks, and the counts that outlive them. */
import { sql } from 'kysely'
import type { Mark, PeopleCell } from '../rules.ts'
import type { Sql } from './tables.ts'

export function peopleWrites(db: Sql) {
  return {
    /** The salt of a month. With `fresh` a missing one is made; two workers agree on the first. */
    async saltOf(month: string, fresh: Buffer | undefined): Promise<Buffer | undefined> {
      const find = () =>
        db.selectFrom('measure.salt').select('salt').where('month', '=', month).executeTakeFirst()
      const found = await find()
      if (found || !fresh) return found?.salt
      await db
        .insertInto('measure.salt')
        .values({ month, salt: fresh })
        .onConflict((conflict) => conflict.column('month').doNothing())
        .execute()
      return (await find())?.salt
    },

    /** Keeps new marks and counts them; returns nothing, for what was known changes no number. */
    async addMarks(month: string, marks: readonly Mark[]): Promise<void> {
      const { rows } = await sql<{ hash: Buffer }>`
        insert into measure.mark (hash, month)
        select hash, ${month} from unnest(${marks.map(({ hash }) => hash)}::bytea[]) as hash
        on conflict (hash) do nothing returning hash`.execute(db)
      const cellOf = new Map(marks.map(({ hash, cell }) => [hash.toString('hex'), cell]))
      await addPeople(
        db,
        rows.flatMap(({ hash }) => cellOf.get(hash.toString('hex')) ?? []),
      )
    },

    async listCells(buckets: { month: string }): Promise<PeopleCell[]> {
      return db
        .selectFrom('measure.people_count')
        .select(['bucket', 'dimension', 'value'])
        .where((e) => e.or([e('bucket', '=', buckets.month), e('bucket', 'like', `${buckets.month}-%`)]))
        .execute()
    },

    async removeMarks(hashes: readonly Buffer[]): Promise<void> {
      await sql`delete from measure.mark where hash = any(${hashes}::bytea[])`.execute(db)
    },

    async listSalts(): Promise<{ month: string; salt: Buffer }[]> {
      return db.selectFrom('measure.salt').selectAll().orderBy('month').execute()
    },

    /**
     * Destroys the salts before `month`, and the marks made with them. The table is cut to nothing and
     * written anew, so that no page of its file keeps an old salt.
     */
    async destroyBefore(month: string): Promise<void> {
      await sql`lock table measure.salt in access exclusive mode`.execute(db)
      const kept = await db.selectFrom('measure.salt').selectAll().where('month', '>=', month).execute()
      await sql`truncate measure.salt`.execute(db)
      if (kept.length > 0) await db.insertInto('measure.salt').values(kept).execute()
      await db.deleteFrom('measure.mark').where('month', '<', month).execute()
    },

    async setStaff(personId: string, isStaff: boolean): Promise<void> {
      if (isStaff)
        await db
          .insertInto('measure.staff')
          .values({ person_id: personId })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      else await db.deleteFrom('measure.staff').where('person_id', '=', personId).execute()
    },

    async staffAmong(personIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (personIds.length === 0) return new Set()
      const rows = await db
        .selectFrom('measure.staff')
        .select('person_id')
        .where('person_id', 'in', personIds)
        .execute()
      return new Set(rows.map((row) => row.person_id))
    },
  }
}

async function addPeople(db: Sql, cells: readonly PeopleCell[]): Promise<void> {
  if (cells.length === 0) return
  const counts = new Map<string, PeopleCell & { people: number }>()
  for (const cell of cells) {
    const key = [cell.bucket, cell.dimension, cell.value].join('\0')
    const count = counts.get(key) ?? { ...cell, people: 0 }
    counts.set(key, { ...count, people: count.people + 1 })
  }
  await db
    .insertInto('measure.people_count')
    .values([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count))
    .onConflict((conflict) =>
      conflict
        .columns(['bucket', 'dimension', 'value'])
        .doUpdateSet({ people: sql<number>`people_count.people + excluded.people` }),
    )
    .execute()
}

import type { Kysely } from 'kysely'
import type { FlowsTables } from '../tables.ts'

type Sql = Kysely<FlowsTables>

export const continuationReads = (sql: Sql) => ({
  isLocked: async (device: string, at: Date, tries: number): Promise<boolean> => {
    const row = await sql
      .selectFrom('flows.wrong_code')
      .select('count')
      .where('device', '=', device)
      .where('until', '>', at)
      .executeTakeFirst()
    return (row?.count ?? 0) >= tries
  },
  codeIsTaken: async (codeHash: Buffer, at: Date): Promise<boolean> =>
    (await sql
      .selectFrom('flows.continuation')
      .select('session')
      .where('code_hash', '=', codeHash)
      .where('expires_at', '>', at)
      .where('used_at', 'is', null)
      .executeTakeFirst()) !== undefined,
})

export const continuationWrites = (sql: Sql) => ({
  add: (row: FlowsTables['flows.continuation']) => sql.insertInto('flows.continuation').values(row).execute(),
  /** The session of a token or code that is good, once. */
  async use(column: 'token_hash' | 'code_hash', hash: Buffer, at: Date): Promise<string | undefined> {
    const row = await sql
      .updateTable('flows.continuation')
      .set({ used_at: at })
      .where(column, '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .returning('session')
      .executeTakeFirst()
    return row?.session
  },
  async countWrong(device: string, at: Date, until: Date): Promise<void> {
    const row = await sql
      .selectFrom('flows.wrong_code')
      .selectAll()
      .where('device', '=', device)
      .forUpdate()
      .executeTakeFirst()
    const count = row && row.until > at ? row.count + 1 : 1
    await sql
      .insertInto('flows.wrong_code')
      .values({ device, count, until })
      .onConflict((conflict) => conflict.column('device').doUpdateSet({ count, until }))
      .execute()
  },
  sweep: async (at: Date): Promise<void> => {
    await sql.deleteFrom('flows.continuation').where('expires_at', '<', at).execute()
    await sql.deleteFrom('flows.wrong_code').where('until', '<', at).execute()
  },
})

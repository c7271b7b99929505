/** Sessions, their journals and the turns that were answered. What people said is sealed before it comes here. */
import type { Kysely } from 'kysely'
import type { FlowsTables } from '../tables.ts'

type Sql = Kysely<FlowsTables>
export type SessionRow = FlowsTables['flows.session']

export const talkReads = (sql: Sql) => ({
  session: (id: string) =>
    sql.selectFrom('flows.session').selectAll().where('id', '=', id).executeTakeFirst(),
  events: (session: string) =>
    sql.selectFrom('flows.event').select(['n', 'body']).where('session', '=', session).orderBy('n').execute(),
  turn: (channel: string, eventId: string) =>
    sql
      .selectFrom('flows.turn')
      .select(['answer', 'session'])
      .where('channel', '=', channel)
      .where('event_id', '=', eventId)
      .executeTakeFirst(),
  lane: (id: string) => sql.selectFrom('flows.lane').selectAll().where('id', '=', id).executeTakeFirst(),
  person: (key: string) =>
    sql.selectFrom('flows.person').select('body').where('key', '=', key).executeTakeFirst(),
  sessionsOf: (personKey: string) =>
    sql
      .selectFrom('flows.session')
      .select(['id', 'flow', 'channel', 'status', 'started_at as startedAt', 'last_at as lastAt'])
      .where('person_key', '=', personKey)
      .orderBy('started_at')
      .execute(),
  effect: (key: string) =>
    sql.selectFrom('flows.effect').selectAll().where('key', '=', key).executeTakeFirst(),
})

export const talkWrites = (sql: Sql) => ({
  /** False when this event was answered before. */
  async addTurn(row: FlowsTables['flows.turn']): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await sql
      .insertInto('flows.turn')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    return (numInsertedOrUpdatedRows ?? 0n) > 0n
  },
  addSession: (row: SessionRow) => sql.insertInto('flows.session').values(row).execute(),
  /** False when another turn of this talk has come in between. */
  async saveSession(
    id: string,
    eventsBefore: number,
    { status, state, events, last_at }: Pick<SessionRow, 'status' | 'state' | 'events' | 'last_at'>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await sql
      .updateTable('flows.session')
      .set({ status, state, events, last_at })
      .where('id', '=', id)
      .where('events', '=', eventsBefore)
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  },
  addEvents: (rows: FlowsTables['flows.event'][]) => sql.insertInto('flows.event').values(rows).execute(),
  saveLane: (id: string, session: string | null, at: Date) =>
    sql
      .insertInto('flows.lane')
      .values({ id, session, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ session, at }))
      .execute(),
  savePerson: (key: string, body: Buffer, at: Date) =>
    sql
      .insertInto('flows.person')
      .values({ key, body, at })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ body, at }))
      .execute(),
  /** Talks of a person with their journals and answers. */
  async eraseSessionsOf(personKeys: readonly string[]): Promise<void> {
    const own = sql
      .selectFrom('flows.session')
      .select('id')
      .where('person_key', 'in', [...personKeys])
    await sql.deleteFrom('flows.turn').where('session', 'in', own).execute()
    await sql.deleteFrom('flows.effect').where('session', 'in', own).execute()
    await sql.deleteFrom('flows.continuation').where('session', 'in', own).execute()
    await sql
      .deleteFrom('flows.session')
      .where('person_key', 'in', [...personKeys])
      .execute()
  },
  forgetPerson: (key: string) => sql.deleteFrom('flows.person').where('key', '=', key).execute(),
  beginEffect: (row: FlowsTables['flows.effect']) =>
    sql
      .insertInto('flows.effect')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  endEffect: (key: string, state: string, result: Buffer) =>
    sql.updateTable('flows.effect').set({ state, result }).where('key', '=', key).execute(),
  async sweep(before: { turns: Date; sessions: Date; effects: Date }): Promise<void> {
    await sql.deleteFrom('flows.turn').where('at', '<', before.turns).execute()
    await sql.deleteFrom('flows.session').where('last_at', '<', before.sessions).execute()
    await sql.deleteFrom('flows.effect').where('at', '<', before.effects).execute()
  },
})

/** Events that wait to be worked on, messages that wait to be sent, pages that wait to be turned. */
import type { Kysely } from 'kysely'
import type { FlowsTables } from '../tables.ts'

type Sql = Kysely<FlowsTables>

export const mailReads = (sql: Sql) => ({
  nextEvent: (lane: string) =>
    sql
      .selectFrom('flows.inbox')
      .selectAll()
      .where('lane', '=', lane)
      .where('state', '=', 'waiting')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
  nextMessage: (channel: string, chat: string) =>
    sql
      .selectFrom('flows.outbox_message')
      .selectAll()
      .where('channel', '=', channel)
      .where('chat', '=', chat)
      .where('state', '=', 'waiting')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
  async lastSentAt(channel: string, chat: string): Promise<Date | undefined> {
    const row = await sql
      .selectFrom('flows.outbox_message')
      .select('sent_at')
      .where('channel', '=', channel)
      .where('chat', '=', chat)
      .where('sent_at', 'is not', null)
      .orderBy('sent_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.sent_at ?? undefined
  },
  async isOpen(door: string): Promise<boolean> {
    const row = await sql.selectFrom('flows.lane').select('is_open').where('id', '=', door).executeTakeFirst()
    return row?.is_open ?? true
  },
  shown: (chat: string, key: string) =>
    sql
      .selectFrom('flows.shown')
      .select('body')
      .where('chat', '=', chat)
      .where('key', '=', key)
      .executeTakeFirst(),
  cursor: async (name: string): Promise<number> =>
    (await sql.selectFrom('flows.cursor').select('position').where('name', '=', name).executeTakeFirst())
      ?.position ?? 0,
  /** Places with work that no job may know of any more. */
  waitingLanes: () =>
    sql
      .selectFrom('flows.inbox')
      .select(['channel', 'lane'])
      .distinct()
      .where('state', '=', 'waiting')
      .execute(),
  waitingChats: () =>
    sql
      .selectFrom('flows.outbox_message')
      .select(['channel', 'chat'])
      .distinct()
      .where('state', 'in', ['waiting', 'sending'])
      .execute(),
})

export const mailWrites = (sql: Sql) => ({
  /** False when this event has come before. */
  async addEvent(row: {
    channel: string
    event_id: string
    lane: string
    body: Buffer
    at: Date
  }): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await sql
      .insertInto('flows.inbox')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    return (numInsertedOrUpdatedRows ?? 0n) > 0n
  },
  /** The key stays, so that a repetition is known; what was said goes. */
  endEvent: (id: number, state: 'done' | 'failed') =>
    sql
      .updateTable('flows.inbox')
      .set({ state, body: Buffer.alloc(0) })
      .where('id', '=', id)
      .execute(),
  countAttempt: (id: number) =>
    sql
      .updateTable('flows.inbox')
      .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .execute(),
  addMessages: (
    rows: { channel: string; chat: string; session: string | null; body: Buffer; due_at: Date; at: Date }[],
  ) => sql.insertInto('flows.outbox_message').values(rows).execute(),
  /** A message that a dead process was sending may have arrived: it is not sent again by itself (rule 6). */
  forgetSending: (channel: string, chat: string) =>
    sql
      .updateTable('flows.outbox_message')
      .set({ state: 'unknown', reason: 'the process ended while sending' })
      .where('channel', '=', channel)
      .where('chat', '=', chat)
      .where('state', '=', 'sending')
      .execute(),
  async beginSending(id: number): Promise<boolean> {
    const { numUpdatedRows } = await sql
      .updateTable('flows.outbox_message')
      .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  },
  endSending: (
    id: number,
    row: Partial<
      Pick<FlowsTables['flows.outbox_message'], 'platform_id' | 'reason' | 'sent_at' | 'due_at'>
    > & {
      state: 'waiting' | 'sent' | 'unknown' | 'failed'
    },
  ) => sql.updateTable('flows.outbox_message').set(row).where('id', '=', id).execute(),
  dropWaiting: (channel: string, chat: string, reason: string) =>
    sql
      .updateTable('flows.outbox_message')
      .set({ state: 'failed', reason })
      .where('channel', '=', channel)
      .where('chat', '=', chat)
      .where('state', '=', 'waiting')
      .execute(),
  setDoor: (door: string, isOpen: boolean, at: Date) =>
    sql
      .insertInto('flows.lane')
      .values({ id: door, session: null, is_open: isOpen, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_open: isOpen, at }))
      .execute(),
  addShown: (row: FlowsTables['flows.shown']) =>
    sql
      .insertInto('flows.shown')
      .values(row)
      .onConflict((conflict) => conflict.columns(['chat', 'key']).doUpdateSet({ body: row.body, at: row.at }))
      .execute(),
  moveCursor: (name: string, position: number) =>
    sql
      .insertInto('flows.cursor')
      .values({ name, position })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ position }))
      .execute(),
  async sweep(events: Date, messages: Date): Promise<void> {
    await sql.deleteFrom('flows.inbox').where('state', '!=', 'waiting').where('at', '<', events).execute()
    await sql
      .deleteFrom('flows.outbox_message')
      .where('state', 'not in', ['waiting', 'sending'])
      .where('at', '<', messages)
      .execute()
    await sql.deleteFrom('flows.shown').where('at', '<', messages).execute()
  },
})

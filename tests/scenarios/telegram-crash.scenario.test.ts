/** kill -9 while residents write to the bot: what was accepted is answered after the restart, and nothing twice. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type BotApi, startBotApi } from '../bot-api.ts'
import { type ChildServer, startChild } from '../child.ts'
import { databaseOf, execute } from '../database.ts'

const folder = mkdtempSync(join(tmpdir(), 'gorod-bot-crash-'))
const database = `gorod_bot_crash_${process.pid}`
let api: BotApi
let connection: pg.PoolConfig
beforeAll(async () => {
  api = await startBotApi()
  const { admin, template } = inject('database')
  await execute(admin, `create database ${database} template ${template}`)
  connection = databaseOf(admin, database)
})
afterAll(async () => {
  await execute(inject('database').admin, `drop database if exists ${database} with (force)`)
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = () =>
  startChild({
    DATABASE_URL:
      connection.connectionString ??
      `postgres://${connection.user}@/${connection.database}?host=${encodeURIComponent(String(connection.host))}&port=${connection.port}`,
    GOROD_DATA: folder,
    TELEGRAM_BOT_TOKEN: '1:T',
    TELEGRAM_API_ROOT: api.root,
    TELEGRAM_WEBHOOK_SECRET: 's',
  })

const write = (server: ChildServer, update_id: number, chat: number) =>
  fetch(`${server.url}/hooks/telegram/1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 's' },
    body: JSON.stringify({
      update_id,
      message: {
        message_id: 1,
        from: { id: chat, language_code: 'ru' },
        chat: { id: chat, type: 'private' },
        text: '/start',
      },
    }),
  }).then(
    ({ ok }) => ok,
    () => false,
  )

async function query<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client(connection)
  await client.connect()
  const { rows } = await client.query<T>(text)
  await client.end()
  return rows
}

test('everything accepted is answered once, or is known to be unknown', async () => {
  const accepted: number[] = []
  let server = await start()
  // The platform falls silent in the middle of a few messages: these hang when the process dies.
  api.next('sendMessage', ...Array.from({ length: 3 }, () => 'silence' as const))
  const writing = Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      await new Promise((wait) => setTimeout(wait, i * 25))
      if (await write(server, 1000 + i, 2000 + i)) accepted.push(2000 + i)
    }),
  )
  await new Promise((wait) => setTimeout(wait, 1000))
  expect(await server.end('SIGKILL')).toBe('SIGKILL')
  await writing
  expect(accepted.length).toBeGreaterThan(5)

  server = await start()
  // Jobs of the dead worker are given back after half a minute of its silence.
  const left = async () =>
    Number(
      (
        await query<{ n: string }>(
          `select (select count(*) from flows.inbox where state = 'waiting') + (select count(*) from flows.outbox_message where state in ('waiting', 'sending')) as n`,
        )
      )[0]?.n,
    )
  await expect.poll(left, { timeout: 90_000, interval: 500 }).toBe(0)
  expect(await server.end('SIGTERM')).toBe(0)

  const messages = await query<{ chat: string; state: string }>(
    `select chat, state from flows.outbox_message`,
  )
  const arrived = api.calls
    .filter(({ method }) => method === 'sendMessage')
    .map(({ params }) => Number(params['chat_id']))
  for (const chat of accepted) {
    expect(
      messages.filter((message) => Number(message.chat) === chat),
      `chat ${chat}`,
    ).toHaveLength(1)
    expect(arrived.filter((id) => id === chat).length, `chat ${chat}`).toBeLessThanOrEqual(1)
  }
  const sent = messages.filter(({ state }) => state === 'sent').map(({ chat }) => Number(chat))
  for (const chat of sent) expect(arrived).toContain(chat)
  expect(messages.filter(({ state }) => state === 'unknown').length).toBeGreaterThan(0)
  expect(messages.every(({ state }) => state === 'sent' || state === 'unknown')).toBe(true)
}, 180_000)

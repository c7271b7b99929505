/** Messages on their way out of the city, when the platform is busy, unwilling or silent. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotApi, startBotApi } from '../../tests/bot-api.ts'
import { type TestCity, testCity } from '../../tests/harness.ts'

let api: BotApi
let city: TestCity
beforeAll(async () => {
  api = await startBotApi()
  city = await testCity({
    background: true,
    env: { TELEGRAM_BOT_TOKEN: '1:T', TELEGRAM_API_ROOT: api.root, TELEGRAM_WEBHOOK_SECRET: 's' },
  })
})
afterAll(async () => {
  await city.close()
  await api.close()
})

let number = 1
const say = (chat: number, text: string) =>
  city.ask(
    undefined,
    'POST',
    '/hooks/telegram/1',
    {
      update_id: number++,
      message: {
        message_id: 1,
        from: { id: chat, language_code: 'ru' },
        chat: { id: chat, type: 'private' },
        text,
      },
    },
    { 'x-telegram-bot-api-secret-token': 's' },
  )
const to = (chat: number) => api.calls.filter(({ params }) => params['chat_id'] === chat)
const states = async (chat: number) => {
  const { rows } = await sql<{
    state: string
  }>`select state from flows.outbox_message where chat = ${String(chat)} order by id`.execute(city.db)
  return rows.map(({ state }) => state)
}

test('429 waits as long as it is told, and the order of the chat stays', async () => {
  api.next('sendMessage', {
    status: 429,
    body: { ok: false, description: 'Too Many Requests', parameters: { retry_after: 2 } },
  })
  const began = Date.now()
  await say(11, 'раздельный сбор')
  await say(11, 'меню')
  await expect.poll(() => to(11).length, { timeout: 15_000 }).toBe(3)
  expect(Date.now() - began).toBeGreaterThanOrEqual(2000)
  const texts = to(11).map(({ params }) => String(params['text']))
  expect(texts[1]).toBe(texts[0])
  expect(texts[2]).toContain('Я помогаю')
  await expect.poll(() => states(11)).toEqual(['sent', 'sent'])
}, 30_000)

test('403 closes the door until the person writes again', async () => {
  api.next('sendMessage', {
    status: 403,
    body: { ok: false, description: 'Forbidden: bot was blocked by the user' },
  })
  await say(12, '/start')
  await expect.poll(() => states(12), { timeout: 10_000 }).toEqual(['failed'])
  const door = await sql<{
    is_open: boolean
  }>`select is_open from flows.lane where id = 'door/telegram/12'`.execute(city.db)
  expect(door.rows[0]?.is_open).toBe(false)
  await say(12, '/start')
  await expect.poll(() => states(12), { timeout: 10_000 }).toEqual(['failed', 'sent'])
}, 30_000)

test('a message the platform will never take is failed, and the next one goes', async () => {
  api.next('sendMessage', { status: 400, body: { ok: false, description: 'Bad Request: chat not found' } })
  await say(13, '/start')
  await say(13, 'раздельный сбор')
  await expect.poll(() => states(13), { timeout: 10_000 }).toEqual(['failed', 'sent'])
}, 30_000)

test('a chat gets one message a second', async () => {
  for (const text of ['/start', 'меню', 'меню']) await say(14, text)
  await expect.poll(() => states(14), { timeout: 15_000 }).toEqual(['sent', 'sent', 'sent'])
  const { rows } = await sql<{
    at: Date
  }>`select sent_at as at from flows.outbox_message where chat = '14' order by id`.execute(city.db)
  const gaps = rows.slice(1).map(({ at }, i) => at.getTime() - (rows[i]?.at.getTime() ?? 0))
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(990)
}, 30_000)

test('a press is always answered, an old one too', async () => {
  await city.ask(
    undefined,
    'POST',
    '/hooks/telegram/1',
    {
      update_id: number++,
      callback_query: {
        id: 'press-1',
        from: { id: 15 },
        data: 'k:00000000:1',
        message: { message_id: 5, date: 0, chat: { id: 15, type: 'private' } },
      },
    },
    { 'x-telegram-bot-api-secret-token': 's' },
  )
  await expect.poll(() => to(15).length, { timeout: 10_000 }).toBe(1)
  expect(api.calls).toContainEqual({
    method: 'answerCallbackQuery',
    params: { callback_query_id: 'press-1' },
  })
}, 30_000)

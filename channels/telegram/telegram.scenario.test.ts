/** Telegram against an emulator of the Bot API, by polling and by webhook. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../tests/child.ts'
import { type TestCity, testCity } from '../../tests/harness.ts'

const token = '2000001:TEST'
interface SentMessage {
  readonly message: {
    readonly text: string
    readonly reply_markup?: { inline_keyboard?: { text: string; callback_data: string }[][] }
  }
}
interface Client {
  makeMessage(text: string): object
  makeCommand(text: string): object
  makeCallbackQuery(data: string, more?: object): object
  sendMessage(message: object): Promise<unknown>
  sendCommand(message: object): Promise<unknown>
  sendCallback(callback: object): Promise<unknown>
}
interface Emulator {
  readonly config: { apiURL: string }
  readonly storage: { botMessages: SentMessage[] }
  start(): Promise<void>
  stop(): Promise<boolean>
  getClient(token: string, options?: object): Client
}
const TelegramServer: new (config: object) => Emulator = createRequire(import.meta.url)('telegram-test-api')

let emulator: Emulator
beforeAll(async () => {
  emulator = new TelegramServer({ port: await freePort(), host: '127.0.0.1', storeTimeout: 600 })
  await emulator.start()
})
afterAll(() => emulator.stop())

/** The n-th message of the bot since `from`, waited for. */
async function answerAfter(from: number, n = 0): Promise<SentMessage['message']> {
  await expect.poll(() => emulator.storage.botMessages.length, { timeout: 15_000 }).toBeGreaterThan(from + n)
  return (emulator.storage.botMessages[from + n] as SentMessage).message
}
const keysOf = (message: SentMessage['message']) => message.reply_markup?.inline_keyboard?.flat() ?? []

describe('by polling', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await testCity({
      background: true,
      env: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: emulator.config.apiURL },
    })
  })
  afterAll(() => city.close())

  test('the menu, a service by its key, an address in words, an answer with places', async () => {
    const client = emulator.getClient(token, { userId: 501, chatId: 501 })
    let from = emulator.storage.botMessages.length
    await client.sendCommand(client.makeCommand('/start'))
    const menu = await answerAfter(from)
    expect(menu.text).toContain('Я помогаю с городскими услугами')
    const recycling = keysOf(menu).find(({ text }) => text === 'Раздельный сбор')
    expect(recycling, JSON.stringify(keysOf(menu))).toBeDefined()

    from = emulator.storage.botMessages.length
    await client.sendCallback(client.makeCallbackQuery(recycling?.callback_data ?? ''))
    let message = await answerAfter(from)
    for (let i = 0; i < 4 && !/^1\. /m.test(message.text); i++) {
      from = emulator.storage.botMessages.length
      if (keysOf(message).length > 0)
        await client.sendCallback(client.makeCallbackQuery(keysOf(message)[0]?.callback_data ?? ''))
      else await client.sendMessage(client.makeMessage('Невский проспект 28'))
      message = await answerAfter(from)
    }
    expect(message.text).toMatch(/^1\. .+\n\d.* (?:м|км)/m)
  }, 60_000)

  test('a deep link opens its service', async () => {
    const client = emulator.getClient(token, { userId: 502, chatId: 502 })
    const from = emulator.storage.botMessages.length
    await client.sendCommand(client.makeCommand('/start memorable-dates'))
    expect((await answerAfter(from)).text).not.toContain('Я помогаю с городскими услугами')
  })
})

describe('by webhook', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await testCity({
      background: true,
      env: {
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_API_ROOT: emulator.config.apiURL,
        TELEGRAM_WEBHOOK_SECRET: 'a-secret',
      },
    })
  })
  afterAll(() => city.close())
  afterEach(() => expect.poll(waiting, { timeout: 10_000 }).toBe(0))

  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from flows.inbox where state = 'waiting') +
             (select count(*) from flows.outbox_message where state in ('waiting', 'sending')) as n`.execute(
      city.db,
    )
    return rows[0]?.n
  }
  const start = (update_id: number, chat = 601) => ({
    update_id,
    message: {
      message_id: 1,
      from: { id: chat, is_bot: false, first_name: 'Анна', language_code: 'ru' },
      chat: { id: chat, type: 'private' },
      date: 1760000000,
      text: '/start',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    },
  })
  const post = (body: unknown, secret = 'a-secret', bot = '2000001') =>
    city.ask(undefined, 'POST', `/hooks/telegram/${bot}`, body, { 'x-telegram-bot-api-secret-token': secret })

  test('a wrong secret is turned away without a word', async () => {
    expect(await post(start(1), 'wrong')).toMatchObject({ status: 401, body: '' })
    expect(await post(start(1), '')).toMatchObject({ status: 401, body: '' })
    expect(await post(start(1), 'a-secret', '777')).toMatchObject({ status: 401, body: '' })
  })

  test('the same update twice is answered twice and has one effect', async () => {
    const from = emulator.storage.botMessages.length
    expect((await post(start(700_001))).status).toBe(200)
    expect((await answerAfter(from)).text).toContain('Я помогаю с городскими услугами')
    expect((await post(start(700_001))).status).toBe(200)
    await expect.poll(waiting).toBe(0)
    await new Promise((wait) => setTimeout(wait, 1500))
    expect(emulator.storage.botMessages.length).toBe(from + 1)
    const touches = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from measure.touch`.execute(city.db)
      return rows[0]?.n
    }
    await expect.poll(touches, { timeout: 5000 }).toBe(1)
  })

  test('an unknown event is answered as good', async () => {
    expect((await post({ update_id: 700_002, poll: {} })).status).toBe(200)
    expect((await post({ nothing: true })).status).toBe(200)
  })
})

const file = join(process.env['GOROD_SHARED'] ?? '../shared', 'vectors/inbound/telegram-updates.json')
interface Vector {
  readonly id: string
  readonly payload: { readonly update_id: unknown }
}
const vectors: Vector[] = (
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).cases as Vector[]) : []
).filter(({ payload }) => Number.isInteger(payload.update_id))

test.skipIf(vectors.length === 0)('updates of the platform, each sent twice, are kept once', async () => {
  const city = await testCity({
    env: {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: emulator.config.apiURL,
      TELEGRAM_WEBHOOK_SECRET: 's',
    },
  })
  for (const { payload } of [...vectors, ...vectors]) {
    const sent = await city.ask(undefined, 'POST', '/hooks/telegram/2000001', payload, {
      'x-telegram-bot-api-secret-token': 's',
    })
    expect(sent.status).toBe(200)
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from flows.inbox`.execute(city.db)
  expect(rows[0]?.n).toBe(new Set(vectors.map(({ payload }) => payload.update_id)).size)
  await city.close()
})

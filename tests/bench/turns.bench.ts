/**
 * Turns of residents a second: a whole talk's first turn with a query to the bus, journal, fact and touch,
 * beside a bare route that parses and answers the same bytes, and beside one bare committed insert.
 */
import { randomUUID } from 'node:crypto'
import type { Request } from 'autocannon'
import Fastify from 'fastify'
import { forget, load, round, startDatabase, startGorod, tell } from './measure.ts'

const skill = 'bench-skill'
const key = 'bench-webhook-key-0123456789'
const database = await startDatabase()
const city = await startGorod({
  env: { DATABASE_URL: database.url, ALICE_SKILL_ID: skill, ALICE_WEBHOOK_KEY: key },
})
const headers = { 'content-type': 'application/json' }

const webTurn = () =>
  JSON.stringify({
    turnId: randomUUID(),
    input: { kind: 'start' },
    lang: 'ru',
    homes: [],
    roles: [],
    device: randomUUID(),
  })
const aliceTurn = () =>
  JSON.stringify({
    meta: {
      locale: 'ru-RU',
      timezone: 'Europe/Moscow',
      client_id: 'ru.yandex.searchplugin',
      interfaces: { screen: {} },
    },
    session: {
      message_id: 0,
      session_id: randomUUID(),
      skill_id: skill,
      user: { user_id: randomUUID() },
      application: { application_id: randomUUID() },
      new: true,
    },
    request: {
      command: 'памятные даты',
      original_utterance: 'памятные даты',
      type: 'SimpleUtterance',
      nlu: { tokens: ['памятные', 'даты'], entities: [], intents: {} },
    },
    version: '1.0',
  })
const fresh = (path: string, body: () => string): Request[] => [
  { method: 'POST', path, headers, setupRequest: (request) => ({ ...request, body: body() }) },
]

const answer = await (
  await fetch(`${city.url}/api/talk/memorable-dates`, { method: 'POST', headers, body: webTurn() })
).text()
const bare = Fastify()
bare.post('/', async (_request, reply) => reply.type('application/json').send(answer))
const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 })

const web = await load({ url: city.url, requests: fresh('/api/talk/memorable-dates', webTurn) })
const alice = await load({ url: city.url, requests: fresh(`/hooks/alice/${key}`, aliceTurn) })
const route = await load({ url: bareUrl, requests: fresh('/', webTurn) })
const insert = await bareInserts(5)
await bare.close()
await city.stop()
forget(city.dataDir)
await database.stop()

const row = (
  what: string,
  { perSecond, p50Ms, p99Ms }: { perSecond: number; p50Ms: number; p99Ms: number },
) => ({
  what,
  perSecond: round(perSecond),
  p50Ms,
  p99Ms,
  toBareInsert: round(perSecond / insert, 2),
  toBareRoute: round(perSecond / route.perSecond, 3),
})
tell([
  row('web: start a service, query, answer', web),
  row('alice: phrase to answer', alice),
  {
    what: 'bare committed insert',
    perSecond: round(insert),
    p50Ms: '',
    p99Ms: '',
    toBareInsert: 1,
    toBareRoute: round(insert / route.perSecond, 3),
  },
  row('bare Fastify route, same bytes', route),
])

/** One committed row at a time over 16 connections: what durability alone costs on this disk. */
async function bareInserts(seconds: number): Promise<number> {
  const { pool } = database
  await pool.query(
    'create table if not exists public.bench_insert (id bigint generated always as identity primary key, body jsonb)',
  )
  const ends = performance.now() + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < ends) {
        await pool.query('insert into public.bench_insert (body) values ($1)', [answer])
        done++
      }
    }),
  )
  return done / seconds
}

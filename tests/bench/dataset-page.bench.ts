/** A page of a dataset over HTTP, beside the same SQL without us and a bare route that answers the same bytes. */
import { randomBytes } from 'node:crypto'
import type { Request } from 'autocannon'
import Fastify from 'fastify'
import { hashKey, makeKey } from '#modules/bus/server/keys/key.ts'
import { forget, load, round, startDatabase, startGorod, tell } from './measure.ts'

const database = await startDatabase()
const city = await startGorod({ env: { DATABASE_URL: database.url } })
const path = '/api/datasets/schools/items?limit=50'
const near = '/api/datasets/schools/items?near=59.93,30.36&radiusM=2000&limit=50'
const keys = await makeKeys(200)
const page = await (await fetch(city.url + path)).text()

const bare = Fastify()
bare.get('/', async (_request, reply) => reply.type('application/json').send(page))
const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 })

/** Calls of many apps in turn, each far below its own limit a minute. */
function withKeys(path: string): Request[] {
  let n = 0
  const authorization = () => `Bearer ${keys[n++ % keys.length]}`
  return [{ path, setupRequest: (request) => ({ ...request, headers: { authorization: authorization() } }) }]
}

async function makeKeys(count: number): Promise<string[]> {
  const made = Array.from({ length: count }, () => makeKey('sec', randomBytes))
  for (const { id, text } of made) {
    await database.pool.query(
      'insert into bus.app (id, owner_id, name, created_at) values ($1, $1, $1, now())',
      [`app_${id}`],
    )
    await database.pool.query(
      `insert into bus.key (id, app_id, kind, hash, origins, created_at) values ($1, $2, 'sec', $3, '{}', now())`,
      [id, `app_${id}`, hashKey(text)],
    )
  }
  return made.map(({ text }) => text)
}

async function bareSql(seconds: number): Promise<number> {
  const ends = performance.now() + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < ends) {
        const { rows } = await database.pool.query(
          `select body from bus.row where dataset = 'schools' order by key limit 50`,
        )
        JSON.stringify(rows)
        done++
      }
    }),
  )
  return done / seconds
}

const ours = await load({ url: city.url, requests: withKeys(path) })
const oursNear = await load({ url: city.url, requests: withKeys(near) })
const route = await load({ url: bareUrl })
const sqlOnly = await bareSql(5)
await bare.close()
await city.stop()
forget(city.dataDir)
await database.stop()
tell([
  {
    what: 'page of 50 rows',
    perSecond: round(ours.perSecond),
    p50Ms: ours.p50Ms,
    p99Ms: ours.p99Ms,
    toBareSql: round(ours.perSecond / sqlOnly, 2),
    toBareRoute: round(ours.perSecond / route.perSecond, 2),
  },
  {
    what: 'nearest 50 within 2 km',
    perSecond: round(oursNear.perSecond),
    p50Ms: oursNear.p50Ms,
    p99Ms: oursNear.p99Ms,
    toBareSql: round(oursNear.perSecond / sqlOnly, 2),
    toBareRoute: round(oursNear.perSecond / route.perSecond, 2),
  },
  {
    what: 'bare SQL, same rows',
    perSecond: round(sqlOnly),
    p50Ms: '',
    p99Ms: '',
    toBareSql: 1,
    toBareRoute: round(sqlOnly / route.perSecond, 2),
  },
  {
    what: 'bare Fastify route, same bytes',
    perSecond: round(route.perSecond),
    p50Ms: route.p50Ms,
    p99Ms: route.p99Ms,
    toBareSql: '',
    toBareRoute: 1,
  },
])

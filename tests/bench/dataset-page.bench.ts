/** A page of a dataset over HTTP, beside the same SQL without us and a bare route that answers the same bytes. */
import { join } from 'node:path'
import Fastify from 'fastify'
import pg from 'pg'
import { forget, load, round, startGorod, tell } from './measure.ts'

const city = await startGorod()
const path = '/api/datasets/schools/items?limit=50'
const near = '/api/datasets/schools/items?near=59.93,30.36&radiusM=2000&limit=50'
const page = await (await fetch(city.url + path)).text()

const bare = Fastify()
bare.get('/', async (_request, reply) => reply.type('application/json').send(page))
const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 })

const { readFileSync } = await import('node:fs')
const [, , , port, socketFolder] = readFileSync(join(city.dataDir, 'pg/data/postmaster.pid'), 'utf8').split(
  '\n',
)
const pool = new pg.Pool({
  host: socketFolder as string,
  port: Number(port),
  user: 'gorod',
  database: 'postgres',
  max: 12,
})

async function bareSql(seconds: number): Promise<number> {
  const ends = performance.now() + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < ends) {
        const { rows } = await pool.query(
          `select body from bus.row where dataset = 'schools' order by key limit 50`,
        )
        JSON.stringify(rows)
        done++
      }
    }),
  )
  return done / seconds
}

const ours = await load({ url: city.url + path })
const oursNear = await load({ url: city.url + near })
const route = await load({ url: bareUrl })
const sqlOnly = await bareSql(5)
await pool.end()
await bare.close()
await city.stop()
forget(city.dataDir)
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

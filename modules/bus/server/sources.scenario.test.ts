/** What becomes of the data when its source is well, ill, dead or lying. */
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { geo } from '#modules/geo/index.ts'
import { people } from '#modules/people/index.ts'
import { makeRegion, startUpstream, type Upstream } from '../../../tests/fake-region.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import { bus } from '../index.ts'

const text = (ru: string) => ({ ru })
const field = (type: string, role?: string, kept = 'open') => ({
  type,
  'x-title': text('Поле'),
  'x-class': kept,
  ...(role && { 'x-role': role }),
})

const dataset = {
  id: 'wells',
  title: text('Колонки с водой'),
  card: { source: text('Водоканал.'), content: text('Колонки'), access: text('REST') },
  owner: text('Комитет'),
  roles: [],
  needs: [],
  licence: 'CC0-1.0',
  attribution: 'Водоканал',
  freshness: { days: 2 },
  schema: {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: field('string', 'key'),
      name: field('string', 'title'),
      depth: { ...field('number'), minimum: 0 },
      keeper: field('string', undefined, 'personal'),
      lat: field('number', 'lat'),
      lon: field('number', 'lon'),
    },
    additionalProperties: false,
  },
}

const select = { op: 'select', fields: ['id', 'name', 'depth', 'keeper', 'lat', 'lon'] }
const table = [{ op: 'cast', fields: { lat: 'number', lon: 'number', depth: 'number' } }, select]

const source = (city: Record<string, unknown>, guards = {}) => ({
  id: 'wells',
  name: text('Колонки'),
  owner: text('Водоканал'),
  dataset: 'wells',
  key: ['id'],
  origins: [
    { name: 'city', decoder: { kind: 'json', path: 'wells' }, ops: [select], ...city },
    {
      name: 'pack',
      transport: { kind: 'file', path: 'data/wells.csv' },
      decoder: { kind: 'csv' },
      ops: table,
    },
  ],
  schedule: { everyMinutes: 60 },
  guards,
})

const seed = 'id,name,depth,keeper,lat,lon\np1,Старая,3,,59.9,30.9\np2,Новая,4,,59.91,30.91\n'
const well = (n: number, change = {}) => ({
  id: `w${n}`,
  name: `Колонка ${n}`,
  depth: n,
  lat: 59.9,
  lon: 30.9,
  ...change,
})
const wells = (count: number) => Array.from({ length: count }, (_, n) => well(n + 1))
const json = (rows: unknown[]) => ({ body: JSON.stringify({ wells: rows }) })

let upstream: Upstream
let t: TestCity

const open = (city: Record<string, unknown>, guards = {}) =>
  testCity({
    modules: [people, geo, bus],
    env: {
      GOROD_PACK: makeRegion({
        'datasets/wells.json': dataset,
        'sources/wells.json': source(city, guards),
        'data/wells.csv': seed,
      }),
    },
  })
const api = () => t.city.apiOf(bus)
const items = async (query = '') => t.ask(undefined, 'GET', `/api/datasets/wells/items${query}`)
const card = async () => (await t.ask('vera', 'GET', '/api/bus/sources')).body.items[0]
const logged = async () =>
  Number(
    (await sql<{ n: number }>`select count(*) as n from bus.log where dataset = 'wells'`.execute(t.db))
      .rows[0]?.n,
  )

beforeAll(async () => {
  upstream = await startUpstream()
})
afterAll(() => upstream.close())

describe('a source that is asked whole', () => {
  beforeAll(async () => {
    t = await open({ transport: { kind: 'http', url: `${upstream.url}/wells` } })
  })
  afterAll(() => t.close())
  beforeEach(async () => {
    upstream.answer(() => json(wells(10)))
    await api().runSource('wells', { force: true })
  })

  test('rows of the pack are there at once, and the second start reads nothing again', async () => {
    const fresh = await open({ transport: { kind: 'http', url: `${upstream.url}/wells` } })
    const runs = async () =>
      (await sql<{ n: number }>`select count(*) as n from bus.run where source = 'wells'`.execute(fresh.db))
        .rows
    const first = await fresh.ask(undefined, 'GET', '/api/datasets/wells/items')
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(['p1', 'p2'])
    const before = await runs()
    await fresh.restart()
    expect(await runs()).toEqual(before)
    await fresh.close()
  })

  test('the city replaces the pack; a row leads to its run, and the run to the bytes it read', async () => {
    const { body } = await items('?limit=200')
    expect(body.items).toHaveLength(10)
    expect(body.source.ru).toBe('Водоканал')
    const { rows } = await sql<{ hash: string }>`
      select rr.hash from bus.row r join bus.run_read rr on rr.run_id = r.run_id where r.dataset = 'wells' and r.key = 'w1'`.execute(
      t.db,
    )
    const { createHash } = await import('node:crypto')
    expect(rows[0]?.hash).toBe(
      createHash('sha256')
        .update(String(json(wells(10)).body))
        .digest('hex'),
    )
  })

  test('running again changes nothing; one changed row is one line of the log', async () => {
    const before = { log: await logged(), version: (await items()).body.version }
    expect(await api().runSource('wells')).toMatchObject({ state: 'unchanged', kept: 10 })
    expect({ log: await logged(), version: (await items()).body.version }).toEqual(before)
    upstream.answer(() => json([...wells(9), well(10, { depth: 99 })]))
    const run = await api().runSource('wells')
    expect(run).toMatchObject({ state: 'published', change: { added: 0, changed: 1, removed: 0 } })
    expect(await logged()).toBe(before.log + 1)
  })

  test.each([
    ['answers 500', () => ({ status: 500 }), 'bad_status'],
    ['answers with an error page', () => ({ body: '<!DOCTYPE html><p>Ошибка' }), 'broken_file'],
    ['answers with half a document', () => ({ body: '{"wells":[{"id":"w1"' }), 'broken_file'],
    [
      'answers in windows-1251 and says nothing of it',
      () => ({ body: iconv.encode(String(json(wells(10)).body), 'windows-1251') }),
      'wrong_charset',
    ],
    ['has changed its shape', () => ({ body: '{"results":[]}' }), 'no_rows_at_path'],
    ['answers with nothing', () => json([]), 'empty_answer'],
    ['answers with much less', () => json(wells(4)), 'shrunk'],
    [
      'answers with rows that do not fit',
      () => json(wells(10).map(({ name: _, ...rest }) => rest)),
      'all_rejected',
    ],
    [
      'answers with mostly bad rows',
      () => json(wells(10).map((row, n) => (n < 6 ? { ...row, depth: -1 } : row))),
      'too_many_rejects',
    ],
    [
      'redirects to a private address',
      () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest' } }),
      'private_address',
    ],
    ['redirects without end', () => ({ status: 302, headers: { location: '/wells' } }), 'rejected'],
    ['hangs up', () => ({ status: 200, headers: { 'content-length': '1000' }, body: '' }), 'unavailable'],
  ])('when it %s, the last good rows stay and their age shows', async (_name, answer, code) => {
    const before = (await items('?limit=200')).body
    const log = await logged()
    upstream.answer((request) => {
      // A promise of a thousand bytes that is broken.
      if (code === 'unavailable') request.socket.destroy()
      return answer() as never
    })
    t.pass(3_600_000)
    const run = await api().runSource('wells')
    expect(run).toMatchObject({ state: 'failed', problem: { code } })
    expect(run.problem?.text.ru).not.toContain('bus-failed')
    expect(run.problem?.text.en).not.toBe(run.problem?.text.ru)

    const after = await items('?limit=200')
    expect(after.body).toEqual(before)
    expect(Number(after.headers['age'])).toBeGreaterThanOrEqual(3600)
    expect(await logged()).toBe(log)
    expect(await card()).toMatchObject({ status: 'failing', rows: 10, problem: { code } })
    const facts = await sql<{ payload: { code: string } }>`
      select payload from kernel.outbox where name = 'bus.run_failed' order by seq desc limit 1`.execute(t.db)
    expect(facts.rows[0]?.payload.code).toBe(code)
    const staged = await sql<{ n: number }>`select count(*) as n from bus.staged`.execute(t.db)
    expect(Number(staged.rows[0]?.n)).toBe(0)
  })

  test('when nobody listens there, the last good rows stay; past its promise the dataset is stale', async () => {
    const dead = await open({ transport: { kind: 'http', url: 'http://127.0.0.1:9/wells' } })
    const run = await dead.city.apiOf(bus).runSource('wells')
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'unavailable' } })
    dead.pass(3 * 86_400_000)
    const { body } = await dead.ask(undefined, 'GET', '/api/datasets/wells/items')
    expect(body).toMatchObject({ stale: true, items: [{ id: 'p1' }, { id: 'p2' }] })
    const details = (await dead.ask(undefined, 'GET', '/api/datasets/wells')).body
    expect(details.freshness).toMatchObject({ stale: true, days: 2 })
    expect(details.lastRun).toMatchObject({
      state: 'failed',
      problem: { ru: expect.stringContaining('127.0.0.1:9') },
    })
    await dead.close()
  })

  test('a much smaller answer is taken only by a person who says so', async () => {
    upstream.answer(() => json(wells(4)))
    const asked = await t.ask('vera', 'POST', '/api/bus/sources/wells/run', { force: true })
    expect(asked).toMatchObject({ status: 200, body: { state: 'waiting' } })
    expect((await t.ask('vera', 'POST', '/api/bus/sources/wells/run', {})).body.code).toBe(
      'bus.already_running',
    )
    await api().workOn(asked.body.id)
    expect((await items()).body.items).toHaveLength(4)
    expect((await t.ask('anna', 'POST', '/api/bus/sources/wells/run', {})).status).toBe(403)
  })

  test('one bad row goes into quarantine, which staff read as a dataset and nobody else sees', async () => {
    upstream.answer(() => json([...wells(9), well(10, { depth: -5 })]))
    const run = await api().runSource('wells')
    expect(run).toMatchObject({ state: 'published', kept: 9, rejected: 1 })
    const told = (await t.ask('vera', 'GET', `/api/bus/runs/${run.id}`)).body
    expect(told.rejects).toEqual([{ code: 'schema', field: 'depth', rows: 1 }])
    const listed = (await t.ask('vera', 'GET', '/api/bus/sources/wells/rejects')).body.items
    expect(listed).toMatchObject([{ code: 'schema', field: 'depth', raw: { id: 'w10', depth: -5 } }])
    const rows = await t.ask('vera', 'GET', '/api/datasets/wells~rejects/items?code=schema')
    expect(rows.body.items).toMatchObject([
      { code: 'schema', field: 'depth', raw: expect.stringContaining('w10') },
    ])
    expect((await t.ask('anna', 'GET', '/api/datasets/wells~rejects/items')).status).toBe(404)
    expect((await t.ask(undefined, 'GET', '/api/datasets/wells~rejects/items')).status).toBe(404)
    upstream.answer(() => json(wells(10)))
    await api().runSource('wells')
    expect((await card()).rejects).toBe(0)
  })

  test('two rows with one key: the first stays, the second goes into quarantine', async () => {
    upstream.answer(() => json([...wells(10), well(10, { name: 'Двойник' })]))
    expect(await api().runSource('wells')).toMatchObject({ kept: 10, rejected: 1, state: 'unchanged' })
    const listed = (await t.ask('vera', 'GET', '/api/bus/sources/wells/rejects?code=double_key')).body.items
    expect(listed).toMatchObject([{ raw: { name: 'Двойник' } }])
  })

  test('a field that is not open leaves by no way', async () => {
    upstream.answer(() => json(wells(10).map((row) => ({ ...row, keeper: 'Иванова' }))))
    await api().runSource('wells')
    const ways = ['items', 'items.csv', 'items.geojson']
    for (const way of ways) {
      const { body } = await t.ask(undefined, 'GET', `/api/datasets/wells/${way}`)
      expect(JSON.stringify(body)).not.toContain('Иванова')
      expect(JSON.stringify(body)).not.toContain('keeper')
    }
    expect((await items('?keeper=x')).body.code).toBe('bus.unknown_parameter')
    expect((await items('?select=keeper')).body.code).toBe('bus.bad_parameter')
    expect((await items('?sort=keeper')).body.code).toBe('bus.bad_parameter')
    const own = await api().query({ dataset: 'wells' }, { grant: 'service:test' })
    expect(JSON.stringify(own)).not.toContain('Иванова')
    expect(JSON.stringify((await t.ask(undefined, 'GET', '/api/datasets/wells')).body)).not.toContain(
      'keeper',
    )
  })

  test('the schedule begins one run for each due source and not a second one', async () => {
    t.pass(3_600_000 * 2)
    await api().tick()
    await api().tick()
    const waiting = async () =>
      (
        await sql<{
          id: string
        }>`select id from bus.run where source = 'wells' and state = 'waiting'`.execute(t.db)
      ).rows
    const [run] = await waiting()
    expect(await waiting()).toHaveLength(1)
    const jobs = await sql`select from graphile_worker.jobs where key = ${`bus.run:${run?.id}`}`.execute(t.db)
    expect(jobs.rows).toHaveLength(1)
    await api().workOn(run?.id ?? '')
    expect(await waiting()).toHaveLength(0)
    await api().tick()
    expect(await waiting()).toHaveLength(0)
  })
})

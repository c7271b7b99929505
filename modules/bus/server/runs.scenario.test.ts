/** Long readings: page by page, broken off and gone on with, taken over, cancelled. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { geo } from '#modules/geo/index.ts'
import { people } from '#modules/people/index.ts'
import { makeRegion, startUpstream, type Upstream } from '../../../tests/fake-region.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import { bus } from '../index.ts'

const text = (ru: string) => ({ ru })
const column = (role?: string) => ({
  type: 'string',
  'x-title': text('Поле'),
  'x-class': 'open',
  ...(role && { 'x-role': role }),
})

const dataset = {
  id: 'lamps',
  title: text('Фонари'),
  card: { source: text('Ленсвет'), content: text('Фонари'), access: text('REST') },
  owner: text('Комитет'),
  roles: [],
  needs: [],
  licence: 'CC0-1.0',
  attribution: 'Свет',
  freshness: { days: 1 },
  schema: {
    type: 'object',
    required: ['id', 'street'],
    properties: { id: column('key'), street: column('title') },
  },
}

const openWith = (origin: Record<string, unknown>, guards = {}) =>
  testCity({
    modules: [people, geo, bus],
    env: {
      GOROD_PACK: makeRegion({
        'datasets/lamps.json': dataset,
        'sources/lamps.json': {
          id: 'lamps',
          name: text('Фонари'),
          owner: text('Свет'),
          dataset: 'lamps',
          key: ['id'],
          origins: [
            {
              name: 'city',
              transport: { kind: 'http', url: `${upstream.url}/lamps` },
              decoder: { kind: 'json', path: 'rows' },
              ops: [
                { op: 'dedupe', by: ['street'] },
                { op: 'select', fields: ['id', 'street'] },
              ],
              ...origin,
            },
          ],
          schedule: { everyMinutes: 60 },
          guards,
        },
      }),
    },
  })

const lamp = (n: number) => ({ id: `l${String(n).padStart(6, '0')}`, street: `Улица ${n}` })
const lamps = (from: number, count: number) => Array.from({ length: count }, (_, n) => lamp(from + n))
const page = (rows: unknown[], more = {}) => ({ body: JSON.stringify({ rows, ...more }) })

let upstream: Upstream
let t: TestCity
const api = () => t.city.apiOf(bus)

beforeAll(async () => {
  upstream = await startUpstream()
})
afterEach(async () => {
  await t.close()
  upstream.asked.length = 0
})
afterAll(() => upstream.close())

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T> {
  return (await query.execute(t.db)).rows[0] as T
}
const rowsNow = async () =>
  one(sql<{ rows: number; keys: number; lines: number; staged: number }>`
    select (select count(*) from bus.row where dataset = 'lamps') as rows,
      (select count(distinct key) from bus.log where dataset = 'lamps') as keys,
      (select count(*) from bus.log where dataset = 'lamps') as lines, (select count(*) from bus.staged) as staged`)

async function beginRun(): Promise<string> {
  t.pass(3_600_000)
  await api().tick()
  return (await one(sql<{ id: string }>`select id from bus.run where source = 'lamps' and state = 'waiting'`))
    .id
}

test.each([
  [
    'numbered pages',
    { kind: 'page', size: 100, sizeParam: 'per_page' },
    (url: URL) =>
      page(
        lamps(
          (Number(url.searchParams.get('page')) - 1) * 100,
          url.searchParams.get('page') === '4' ? 30 : 100,
        ),
      ),
    [
      '/lamps?page=1&per_page=100',
      '/lamps?page=2&per_page=100',
      '/lamps?page=3&per_page=100',
      '/lamps?page=4&per_page=100',
    ],
  ],
  [
    'pages until an empty one',
    { kind: 'page', first: 0, param: 'p' },
    (url: URL) =>
      page(lamps(Number(url.searchParams.get('p')) * 110, Number(url.searchParams.get('p')) < 3 ? 110 : 0)),
    ['/lamps?p=0', '/lamps?p=1', '/lamps?p=2', '/lamps?p=3'],
  ],
  [
    'offsets',
    { kind: 'offset', size: 200 },
    (url: URL) =>
      page(lamps(Number(url.searchParams.get('offset')), url.searchParams.get('offset') === '0' ? 200 : 130)),
    ['/lamps?offset=0&limit=200', '/lamps?offset=200&limit=200'],
  ],
  [
    'the address of the next page in the answer',
    { kind: 'next', path: 'links.next' },
    (url: URL) =>
      url.searchParams.get('c') === 'b'
        ? page(lamps(300, 30), { links: { next: null } })
        : page(lamps(0, 300), { links: { next: '/lamps?c=b' } }),
    ['/lamps', '/lamps?c=b'],
  ],
  [
    'the address of the next page in a header',
    { kind: 'next' },
    (url: URL) =>
      url.searchParams.get('c') === 'b'
        ? page(lamps(300, 30))
        : { ...page(lamps(0, 300)), headers: { link: '</lamps?c=a>; rel="self", </lamps?c=b>; rel="next"' } },
    ['/lamps', '/lamps?c=b'],
  ],
])('reads on by %s', async (_name, progress, answer, asked) => {
  t = await openWith({ progress })
  upstream.answer((_request, url) => answer(url))
  expect(await api().runSource('lamps')).toMatchObject({ state: 'published', kept: 330, rejected: 0 })
  expect(upstream.asked).toEqual(asked)
})

test('asks whether anything has changed, and «no» makes the rows fresh without reading them', async () => {
  t = await openWith({ progress: { kind: 'etag' } })
  upstream.answer(({ headers }) =>
    headers['if-none-match'] === '"v1"'
      ? { status: 304 }
      : { ...page(lamps(0, 5)), headers: { etag: '"v1"' } },
  )
  expect(await api().runSource('lamps')).toMatchObject({ state: 'published', kept: 5 })
  t.pass(3 * 86_400_000)
  const stale = async () => (await t.ask(undefined, 'GET', '/api/datasets/lamps/items')).body.stale
  expect(await stale()).toBe(true)
  expect(await api().runSource('lamps')).toMatchObject({ state: 'unchanged', read: 0, bytes: 0 })
  expect(await stale()).toBe(false)
  expect((await rowsNow()).rows).toBe(5)
})

test('killed between pages, a run goes on where it was: no page is asked twice, no row comes twice', async () => {
  t = await openWith({ progress: { kind: 'page', size: 700 } })
  const killed = new AbortController()
  upstream.answer((_request, url) => {
    const number = Number(url.searchParams.get('page'))
    if (number === 3) killed.abort()
    return page(lamps((number - 1) * 700, number < 4 ? 700 : 10))
  })
  const id = await beginRun()
  await expect(api().workOn(id, killed.signal)).rejects.toThrow()
  expect(await rowsNow()).toEqual({ rows: 0, keys: 0, lines: 0, staged: 1400 })
  expect((await t.ask(undefined, 'GET', '/api/datasets/lamps/items')).body.code).toBe('bus.no_data_yet')

  await t.restart()
  await api().workOn(id)
  expect(await rowsNow()).toEqual({ rows: 2110, keys: 2110, lines: 2110, staged: 0 })
  expect(upstream.asked.filter((path) => path.includes('page=1&') || path.endsWith('page=1'))).toHaveLength(1)
  expect(upstream.asked.filter((path) => path.endsWith('page=2'))).toHaveLength(1)
  const again = await api().runSource('lamps')
  expect(again).toMatchObject({ state: 'unchanged', kept: 2110 })
})

test('killed in the middle of one file, it goes on over the bytes it had kept, though the source now says otherwise', async () => {
  t = await openWith({})
  const rows = [...lamps(0, 20_000), { id: 'twin', street: 'Улица 7' }]
  upstream.answer(() => page(rows))
  const id = await beginRun()
  const killed = new AbortController()
  const work = api().workOn(id, killed.signal)
  const progress = () =>
    one(sql<{ read: number; state: string }>`select read, state from bus.run where id = ${id}`)
  while ((await progress()).read < 2000) await new Promise((next) => setTimeout(next, 2))
  killed.abort()
  await expect(work).rejects.toThrow()
  const reached = await progress()
  expect(reached.state).toBe('running')
  expect(reached.read).toBeLessThan(20_000)

  upstream.answer(() => page([]))
  await t.restart()
  await api().workOn(id)
  // `dedupe` remembers what the first worker had seen: the twin of a row stored before the kill is found.
  expect(await rowsNow()).toEqual({ rows: 20_000, keys: 20_000, lines: 20_000, staged: 0 })
  const run = (await t.ask('vera', 'GET', `/api/bus/runs/${id}`)).body.run
  expect(run).toMatchObject({ state: 'published', read: 20_001, kept: 20_000, rejected: 0 })
})

test('two workers on one run do not hurt it: the later takes over, the earlier stops', async () => {
  t = await openWith({})
  upstream.answer(() => page(lamps(0, 6000)))
  const id = await beginRun()
  await Promise.all([api().workOn(id), api().workOn(id), api().workOn(id)])
  expect(await rowsNow()).toEqual({ rows: 6000, keys: 6000, lines: 6000, staged: 0 })
  expect((await t.ask('vera', 'GET', `/api/bus/runs/${id}`)).body.run).toMatchObject({
    state: 'published',
    read: 6000,
    kept: 6000,
  })
})

test('a cancelled run leaves nothing behind, and the worker stops at its next batch', async () => {
  t = await openWith({ progress: { kind: 'page', size: 1500 } })
  upstream.answer((_request, url) => page(lamps(Number(url.searchParams.get('page')) * 1500, 1500)))
  const id = await beginRun()
  const work = api().workOn(id)
  while ((await one(sql<{ read: number }>`select read from bus.run where id = ${id}`)).read < 3000)
    await new Promise((next) => setTimeout(next, 2))
  expect((await t.ask('vera', 'POST', `/api/bus/runs/${id}/cancel`, {})).body.state).toBe('cancelled')
  await work
  expect(await rowsNow()).toEqual({ rows: 0, keys: 0, lines: 0, staged: 0 })
  expect((await t.ask('vera', 'POST', `/api/bus/runs/${id}/cancel`, {})).body.code).toBe('bus.not_running')
})

test.each([
  [{ maxRows: 2500 }, 'too_many_rows'],
  [{ maxMegabytes: 0.1 }, 'too_many_bytes'],
])('an endless source is stopped by its cap %o', async (guards, code) => {
  t = await openWith({ progress: { kind: 'page', size: 1000 } }, guards)
  upstream.answer((_request, url) => page(lamps(Number(url.searchParams.get('page')) * 1000, 1000)))
  expect(await api().runSource('lamps')).toMatchObject({ state: 'failed', problem: { code } })
  expect((await rowsNow()).staged).toBe(0)
})

test('a version is seen whole: while rows are replaced, every page is of the old or of the new one', async () => {
  t = await openWith({})
  const version = (name: string) => page(lamps(0, 200).map(({ id }, n) => ({ id, street: `${name} ${n}` })))
  upstream.answer(() => version('Старая'))
  await api().runSource('lamps')
  upstream.answer(() => version('Новая'))
  let over = false
  const seen = new Set<string>()
  const reader = (async () => {
    while (!over) {
      const { items } = await api().query({ dataset: 'lamps', limit: 200 }, { grant: 'service:test' })
      const names = new Set(items.map(({ street }) => String(street).split(' ')[0]))
      expect(names.size).toBe(1)
      expect(items).toHaveLength(200)
      for (const name of names) seen.add(String(name))
    }
  })()
  await api().runSource('lamps')
  await api().query({ dataset: 'lamps', limit: 1 }, { grant: 'service:test' })
  over = true
  await reader
  expect([...seen]).toContain('Старая')
})

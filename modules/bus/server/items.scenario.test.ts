/** Rows on the wire: what can be asked, what is refused, and that no page loses or repeats a row. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { distanceM } from '#kernel/contract/geo.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import { bus } from '../index.ts'

let t: TestCity
beforeAll(async () => {
  t = await testCity()
})
afterAll(() => t.close())
/** Each test has a minute of its own, so that the demo allowance does not end in the middle. */
beforeEach(() => t.pass(61_000))

const get = (path: string, headers: Record<string, string> = {}) =>
  t.ask(undefined, 'GET', `/api/datasets/${path}`, undefined, headers)
type Item = Record<string, unknown> & {
  id: string
  lat: number
  lon: number
  name: string
  kind: string
  distanceM: number
}
const itemsOf = async (path: string): Promise<Item[]> => {
  const { status, body } = await get(path)
  expect([status, body.code]).toEqual([200, undefined])
  return body.items
}
const all = async (dataset: string): Promise<Item[]> => {
  const { rows } = await sql<{ body: Item }>`select body from bus.row where dataset = ${dataset}`.execute(
    t.db,
  )
  return rows.map(({ body }) => body)
}
const point = { lat: 59.9386, lon: 30.3141 }
const near = `near=${point.lat},${point.lon}`

test('a stranger gets a first answer without an account, with its source, age and what is left', async () => {
  const { status, body, headers } = await get('libraries/items?limit=3')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    version: expect.any(Number),
    // As old as the snapshot it comes from, not as its reading: older than the card promises.
    stale: true,
    dataAsOf: '2023-12-01T00:00:00.000Z',
  })
  expect(body.source.ru).toContain('OpenStreetMap')
  expect(body.items).toHaveLength(3)
  expect(headers['access-control-allow-origin']).toBe('*')
  expect(headers['ratelimit-policy']).toContain('"minute";q=60;w=60')
  expect(Number(headers['age'])).toBeGreaterThanOrEqual(0)
  expect(headers['link']).toContain('rel="next"')
})

describe('filters', () => {
  test('by a field, by any of several values, by a range', async () => {
    const schools = await all('schools')
    const kinds = await itemsOf('schools/items?kind=lyceum&limit=200')
    expect(kinds.map(({ id }) => id).sort()).toEqual(
      schools
        .filter(({ kind }) => kind === 'lyceum')
        .map(({ id }) => id)
        .sort()
        .slice(0, 200),
    )
    const both = await itemsOf('schools/items?kind=lyceum&kind=gymnasium&district=nevskiy&limit=200')
    const expected = schools.filter(
      (row) => ['lyceum', 'gymnasium'].includes(row.kind) && row['district'] === 'nevskiy',
    )
    expect(both).toHaveLength(expected.length)
    const opened = await itemsOf('metro/items?opened.gte=1970&opened.lt=1980&limit=200')
    const stations = (await all('metro')).filter(
      (row) => Number(row['opened']) >= 1970 && Number(row['opened']) < 1980,
    )
    expect(opened.map(({ id }) => id).sort()).toEqual(stations.map(({ id }) => id).sort())
  })

  test('a list has the value, whole and not a part of another', async () => {
    const rows = await all('recycling')
    const wanted = rows.filter((row) => String(row['fractions']).split('|').includes('Батарейки'))
    expect(wanted.length).toBeGreaterThan(1)
    expect(
      await itemsOf(
        'recycling/items?fractions=%D0%91%D0%B0%D1%82%D0%B0%D1%80%D0%B5%D0%B9%D0%BA%D0%B8&limit=200',
      ),
    ).toHaveLength(wanted.length)
    expect(await itemsOf('recycling/items?fractions=%D0%91%D0%B0%D1%82&limit=200')).toHaveLength(0)
  })

  test('near, within a radius and inside a box: the same rows as counted by hand, the nearest first', async () => {
    const rows = await all('pharmacies')
    const within = rows.filter((row) => distanceM(point, row) <= 3000)
    const found = await itemsOf(`pharmacies/items?${near}&radiusM=3000&limit=200`)
    expect(found).toHaveLength(Math.min(200, within.length))
    expect(found.length).toBeGreaterThan(10)
    for (const item of found) expect(item.distanceM).toBe(Math.round(distanceM(point, item)))
    expect(found.map((item) => item.distanceM)).toEqual(
      found.map((item) => item.distanceM).sort((a, b) => a - b),
    )
    const box = await itemsOf('pharmacies/items?bbox=30.30,59.92,30.36,59.95&limit=200')
    const inside = rows.filter(({ lat, lon }) => lon >= 30.3 && lon <= 30.36 && lat >= 59.92 && lat <= 59.95)
    expect(box.map(({ id }) => id).sort()).toEqual(inside.map(({ id }) => id).sort())
  })
})

describe('words', () => {
  test.each([
    ['музей', 'museums', /муз/i],
    ['МУЗЕЯ', 'museums', /муз/i],
    ['детская поликлиника', 'polyclinics', /детск.*поликлиник|поликлиник.*детск/i],
    ['ветеринарными станциями', 'vet-clinics', /ветеринарн.* станци/i],
  ])('«%s» is found in %s by its stem', async (words, dataset, fits) => {
    const { body } = await get(`${dataset}/items?text=${encodeURIComponent(words)}&limit=5`)
    expect(body.reading).toBe('words')
    expect(body.items.length).toBeGreaterThan(0)
    for (const item of body.items)
      expect(`${item.name} ${item.kind === 'children' ? 'детская поликлиника' : ''}`).toMatch(fits)
  })

  test('ё and е are one letter', async () => {
    const [first] = (await all('memorable-dates')).filter((row) => /ё/.test(String(row['title'])))
    const [sight] = (await all('beautiful-places')).filter(({ name }) => /ё/.test(name))
    const row = sight ?? first
    expect(row).toBeDefined()
    const word = String(row?.name ?? row?.['title']).match(/[а-яё]*ё[а-яё]*/i)?.[0] ?? ''
    const dataset = sight ? 'beautiful-places' : 'memorable-dates'
    const ids = async (text: string) =>
      (await itemsOf(`${dataset}/items?text=${encodeURIComponent(text)}&limit=200`)).map(({ id }) => id)
    expect(await ids(word.replaceAll('ё', 'е').replaceAll('Ё', 'Е'))).toEqual(await ids(word))
    expect(await ids(word)).toContain(row?.id)
  })

  test('a typo is forgiven, and said', async () => {
    const { body } = await get(`museums/items?text=${encodeURIComponent('эрмтаж')}&limit=5`)
    expect(body.reading).toBe('typo')
    expect(body.items[0].name).toMatch(/эрмитаж/i)
    const numbered = await itemsOf(`schools/items?text=${encodeURIComponent('шкода 204')}&limit=200`)
    expect(numbered.length).toBeGreaterThan(0)
    for (const { name, ...rest } of numbered) expect(`${name} ${rest['address']}`).toMatch(/(^|\D)204(\D|$)/)
    expect((await get(`museums/items?text=${encodeURIComponent('щъыьэюя')}`)).body.items).toEqual([])
  })
})

describe('pages', () => {
  test.each([
    ['schools', 'sort=kind', 97],
    ['schools', 'sort=-name', 200],
    ['schools', near, 130],
    ['metro', 'sort=opened', 10],
    ['metro', 'sort=-opened', 10],
    ['metro', 'sort=-line_number', 7],
    ['schools', `text=${encodeURIComponent('школа')}`, 180],
    ['museums', `text=${encodeURIComponent('музеум')}`, 5],
    ['libraries', '', 50],
  ])('of %s by %s, put together, are every row once', async (dataset, query, limit) => {
    const whole = new Set<string>()
    const order: Item[] = []
    let after = ''
    let expected = -1
    for (let n = 0; n < 60; n++) {
      t.pass(2000)
      const { status, body } = await get(`${dataset}/items?${query}&limit=${limit}&count=exact${after}`)
      expect(status).toBe(200)
      expected = body.count
      for (const item of body.items) {
        expect(whole.has(item.id)).toBe(false)
        whole.add(item.id)
        order.push(item)
      }
      if (!body.next) break
      after = `&after=${body.next}`
    }
    expect(whole.size).toBe(expected)
    if (!query.startsWith('text')) expect(whole.size).toBe((await all(dataset)).length)
    const sort = /sort=(-?)(\w+)/.exec(query)
    if (sort?.[2] === 'opened') {
      const years = order.map((item) => item['opened']).filter((year) => year !== null) as number[]
      expect(years).toEqual([...years].sort((a, b) => (sort[1] ? b - a : a - b)))
      expect(order.slice(years.length).every((item) => item['opened'] === null)).toBe(true)
    }
  })

  test('a cursor of another query, or a changed one, is refused', async () => {
    const { next } = (await get('schools/items?sort=name&limit=2')).body
    expect((await get(`schools/items?sort=-name&limit=2&after=${next}`)).body.code).toBe('bus.bad_parameter')
    expect((await get(`libraries/items?sort=name&limit=2&after=${next}`)).body.code).toBe('bus.bad_parameter')
    expect((await get(`schools/items?sort=name&limit=2&after=${next.slice(0, -4)}AAAA`)).body.code).toBe(
      'bus.bad_parameter',
    )
    expect((await get(`schools/items?sort=name&limit=5&after=${next}`)).status).toBe(200)
  })
})

describe('refusals', () => {
  test.each([
    ['schools/items?knd=x', 400, 'bus.unknown_parameter', 'kind'],
    ['schools/items?kind=palace', 400, 'bus.bad_parameter', 'gymnasium'],
    ['schools/items?limit=0', 400, 'bus.bad_parameter', '200'],
    ['schools/items?limit=100000', 400, 'bus.bad_parameter', '200'],
    ['schools/items?near=59.9', 400, 'bus.bad_parameter', 'широта'],
    ['schools/items?near=99,30', 400, 'bus.bad_parameter', 'широта'],
    ['schools/items?radiusM=100', 400, 'bus.bad_parameter', 'near'],
    ['schools/items?bbox=31,59,30,60', 400, 'bus.bad_parameter', 'запад'],
    ['schools/items?sort=distance', 400, 'bus.bad_parameter', 'near'],
    ['schools/items?select=id,secret', 400, 'bus.bad_parameter', 'name'],
    ['schools/items?count=all', 400, 'bus.bad_parameter', 'exact'],
    ['schools/items?text=', 400, 'bus.bad_parameter', '200'],
    ['metro/items?opened=%D0%BA%D0%BE%D0%B3%D0%B4%D0%B0', 400, 'bus.bad_parameter', 'число'],
    ['memorable-dates/items?near=59,30', 400, 'bus.unknown_parameter', 'kind'],
    ['memorable-dates/items?next_on.gte=tomorrow', 400, 'bus.bad_parameter', 'дата'],
    ['nothing/items', 404, 'bus.no_such_dataset', 'GET /api/datasets'],
    ['nothing', 404, 'bus.no_such_dataset', 'GET /api/datasets'],
  ])('%s → %i %s', async (path, status, code, cure) => {
    const { body, ...reply } = await get(path)
    expect([reply.status, body.code]).toEqual([status, code])
    expect(body.detail).toContain(cure)
    expect(body.title).not.toBe(code)
    const english = await get(path, { 'accept-language': 'en' })
    expect(english.body.title).toMatch(/^[A-Za-z“]/)
  })

  test('other sites may read a refusal too', async () => {
    expect((await get('schools/items?knd=x')).headers['access-control-allow-origin']).toBe('*')
  })

  test('quotes and signs of SQL are only text', async () => {
    const nasty = encodeURIComponent(`'); drop table bus.row; --\\ "$1" %s \u0000`.replace('\u0000', ''))
    expect((await get(`schools/items?name=${nasty}`)).body.items).toEqual([])
    expect((await get(`schools/items?text=${nasty}`)).status).toBe(200)
    expect((await get(`schools/items?text=${encodeURIComponent('& | ! :* ( )')}`)).body.items).toEqual([])
  })
})

test('a page that has not changed costs no bytes', async () => {
  const first = await get('metro/items?limit=5')
  const same = await get('metro/items?limit=5', { 'if-none-match': String(first.headers['etag']) })
  expect(same.status).toBe(304)
  expect((await get('metro/items?limit=6', { 'if-none-match': String(first.headers['etag']) })).status).toBe(
    200,
  )
})

test('how many rows fit: exactly, or as far as is worth counting', async () => {
  const schools = await all('schools')
  for (const count of ['exact', 'estimate'])
    expect((await get(`schools/items?limit=1&count=${count}`)).body.count).toBe(schools.length)
  const lyceums = schools.filter(({ kind }) => kind === 'lyceum').length
  expect((await get('schools/items?limit=1&kind=lyceum&count=exact')).body.count).toBe(lyceums)
  expect((await get('schools/items?limit=1')).body.count).toBeUndefined()
})

test('chosen fields only, in the order asked', async () => {
  const [item] = await itemsOf('metro/items?select=name,id&limit=1')
  expect(Object.keys(item ?? {})).toEqual(['name', 'id', 'geo'])
})

test('whole datasets as a table and as features', async () => {
  const { body, headers } = await get('libraries/items.csv')
  const lines = String(body).trim().split('\r\n')
  expect(headers['content-disposition']).toContain('libraries.csv')
  expect(lines).toHaveLength((await all('libraries')).length + 1)
  expect(lines[0]).toBe(
    '\uFEFFid,name,kind,address,district,lat,lon'.replace(
      '\uFEFF',
      lines[0]?.startsWith('\uFEFF') ? '\uFEFF' : '',
    ),
  )
  const map = await get('schools/items.geojson?kind=lyceum')
  const features = JSON.parse(typeof map.body === 'string' ? map.body : JSON.stringify(map.body)).features
  expect(features).toHaveLength((await all('schools')).filter(({ kind }) => kind === 'lyceum').length)
  expect(features[0]).toMatchObject({
    type: 'Feature',
    geometry: { type: 'Point' },
    properties: { kind: 'lyceum' },
  })
})

test('cards tell what there is, how fresh it is and how to get it', async () => {
  const cards = (await t.ask(undefined, 'GET', '/api/datasets')).body.items
  expect(cards.length).toBeGreaterThan(10)
  const ecological = (await t.ask(undefined, 'GET', '/api/datasets?role=ecologist')).body.items
  expect(ecological.map(({ id }: Item) => id)).toContain('recycling')
  expect(ecological.length).toBeLessThan(cards.length)
  const found = (await t.ask(undefined, 'GET', `/api/datasets?text=${encodeURIComponent('библиот')}`)).body
    .items
  expect(found.map(({ id }: Item) => id)).toContain('libraries')
  const details = (await get('recycling')).body
  expect(details).toMatchObject({
    id: 'recycling',
    hasGeo: true,
    rows: 93,
    lastRun: { state: 'published', origin: 'pack' },
  })
  expect(details.ways.map(({ format }: { format: string }) => format)).toEqual(['json', 'csv', 'geojson'])
  for (const { url } of details.ways) {
    const { pathname } = new URL(url)
    expect((await t.ask(undefined, 'GET', pathname)).status).toBe(200)
  }
})

test('OpenAPI describes every dataset with the parameters it understands', async () => {
  const { paths } = (await t.ask(undefined, 'GET', '/api/openapi.json')).body
  const { parameters } = paths['/api/datasets/metro/items'].get
  for (const { name, schema } of parameters) {
    if (!schema.enum && schema.type !== 'array') continue
    expect(name).not.toBe('')
  }
  expect(parameters.map(({ name }: Item) => name)).toEqual(
    expect.arrayContaining(['kind', 'opened.gte', 'near', 'after']),
  )
})

test('services ask in process and get rows with distance, origin and age; their deadline is kept', async () => {
  const api = t.city.apiOf(bus)
  const { items, origin } = await api.query(
    { dataset: 'recycling', near: point, radiusM: 20_000, limit: 3, where: { kind: 'shop', district: null } },
    { grant: 'service:recycling' },
  )
  expect(items.length).toBeGreaterThan(0)
  expect(items[0]).toMatchObject({
    kind: 'shop',
    geo: { lat: expect.any(Number) },
    distance_m: expect.any(Number),
  })
  expect(origin).toMatchObject({
    stale: true,
    asOf: '2024-04-01T00:00:00.000Z',
    source: { ru: expect.any(String) },
  })
  await expect(
    api.query({ dataset: 'recycling', where: { colour: 'red' } }, { grant: 'service:x' }),
  ).rejects.toThrow('bus.unknown_parameter')
  await t.db.transaction().execute(async (trx) => {
    await sql`lock table bus.row in access exclusive mode`.execute(trx)
    const late = api.query({ dataset: 'schools' }, { grant: 'service:x', deadlineMs: 50 })
    await expect(late).rejects.toThrow('bus.too_late')
  })
  await api.flushUsage()
  const { rows } = await sql<{ calls: number }>`
    select sum(calls)::int as calls from bus.usage where app = 'service:recycling' and status_class = '2xx'`.execute(
    t.db,
  )
  expect(rows[0]?.calls).toBe(1)
})

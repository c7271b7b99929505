import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rootDir } from '#kernel/server/root.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import { geo } from '../index.ts'

let t: TestCity
beforeAll(async () => {
  t = await testCity({ modules: [geo] })
})
afterAll(() => t.close())

const get = (path: string) => t.ask(undefined, 'GET', `/api${path}`)
const suggest = async (text: string, more = '') =>
  (await get(`/geo/suggest?text=${encodeURIComponent(text)}${more}`)).body

describe('a resident types an address', () => {
  test.each([
    ['лиговка 50', 'Лиговский пр., 50'],
    ['лиговский пр 50', 'Лиговский пр., 50'],
    ['50 лиговский', 'Лиговский пр., 50'],
    ['ktujdcrbq 50', 'Лиговский пр., 50'],
    ['лиговский пятьдесят', 'Лиговский пр., 50'],
    ['большевиков 61к4 кв 12', 'пр. Большевиков, 61к4'],
    ['невский сто', 'Невский пр., 100'],
    ['10 линия 17к2', '10-я линия В.О., 17к2'],
    ['Nevsky 100', 'Невский пр., 100'],
    ['Санкт-Петербург, Садовая, 28-30 к42', 'Садовая ул., 28-30к42'],
  ])('%s', async (text, short) => {
    const { items } = await suggest(text)
    expect(items[0]).toMatchObject({ kind: 'building', text: short, isExact: true })
  })

  test('before the house there are streets, the surest first', async () => {
    const { items } = await suggest('лигов')
    expect(items[0]).toMatchObject({
      kind: 'street',
      text: 'Лиговский проспект',
      insert: 'Лиговский проспект, ',
    })
    expect(items[0].houses).toBeGreaterThan(50)
  })

  test('a house nobody knows is answered by neighbours, marked as such', async () => {
    const { items } = await suggest('лиговский 51')
    const buildings = items.filter((item: { kind: string }) => item.kind === 'building')
    expect(buildings.length).toBeGreaterThan(0)
    expect(buildings.every((item: { isExact: boolean }) => !item.isExact)).toBe(true)
  })

  test('gibberish is answered by nothing', async () => {
    for (const text of ['фывап', 'asdfgh 12', '50', '%%%', 'куда сдать батарейки'])
      expect(await suggest(text)).toEqual({ items: [], reading: 'plain' })
  })

  test('among equals the nearer comes first', async () => {
    const at = async (near: string) =>
      (await suggest('садовая 2', `&near=${near}`)).items[0].building.district
    expect(await at('59.716,30.41')).toBe('pushkinskiy')
    expect(await at('59.93,30.33')).toBe('tsentralnyy')
  })

  test('what is not a place is refused', async () => {
    const { status, body } = await get('/geo/suggest?text=a&near=here')
    expect([status, body.code]).toEqual([400, 'input.invalid'])
  })
})

describe('a free text becomes one building, a choice or nothing', () => {
  const resolveText = (text: string) => t.city.apiOf(geo).resolveAddress(text)
  test('one', async () => {
    expect(await resolveText('Лиговский пр., 50')).toMatchObject({ kind: 'one', building: { house: '50' } })
  })
  test('two houses that fit are both offered', async () => {
    const found = await resolveText('садовая 2')
    expect(found).toMatchObject({ kind: 'several' })
    expect(found.kind === 'several' && found.buildings.map(({ short }) => short).sort()).toEqual([
      'Пушкин, Садовая ул., 2',
      'Садовая ул., 2',
    ])
  })
  test('a house without its corpus is asked about', async () => {
    const found = await resolveText('проспект Большевиков 61')
    expect(found).toMatchObject({ kind: 'several', buildings: [{ house: '61к4' }] })
  })
  test('an unknown house of a known street names its neighbours', async () => {
    const found = await resolveText('лиговский 51')
    expect(found).toMatchObject({ kind: 'none', street: 'Лиговский проспект' })
    expect(found.kind === 'none' && found.closest.length).toBeGreaterThan(0)
  })
  test('words are no address', async () => {
    expect(await resolveText('хочу сдать бумагу')).toEqual({ kind: 'none', closest: [] })
  })
})

describe('places', () => {
  test('a building tells its district and municipality in words', async () => {
    const [first] = (await suggest('лиговский 50')).items
    const { status, body } = await get(`/geo/buildings/${first.building.id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ district: 'tsentralnyy', districtName: { ru: 'Центральный район' } })
    expect(body.full).toBe('Санкт-Петербург, Лиговский проспект, 50')
    expect(body.municipalityName.ru).toContain('округ')
  })
  test('no such building', async () => {
    const { status, body } = await get('/geo/buildings/b-none')
    expect([status, body.code, body.title]).toEqual([
      404,
      'geo.no_such_building',
      'Такого дома в базе адресов нет',
    ])
  })
  test('the nearest building, and how far it is', async () => {
    const { body } = await get('/geo/nearest?lat=59.9275&lon=30.3605')
    expect(body.distanceM).toBeLessThan(300)
    expect(body.building.district).toBe('tsentralnyy')
  })
  test('far from every house, and outside the region', async () => {
    expect((await get('/geo/nearest?lat=59.95&lon=29.6&withinM=100')).body.code).toBe('geo.nothing_near')
    const { status, body } = await get('/geo/nearest?lat=55.75&lon=37.6')
    expect([status, body.code]).toEqual([422, 'geo.outside'])
  })
  test('18 districts, 111 municipalities, those of one district', async () => {
    expect((await get('/geo/districts')).body.items).toHaveLength(18)
    expect((await get('/geo/municipalities')).body.items).toHaveLength(111)
    const { items } = (await get('/geo/municipalities?district=nevskiy')).body
    expect(items.length).toBeGreaterThan(5)
    expect(items.every((m: { district: string }) => m.district === 'nevskiy')).toBe(true)
  })
  test('a point is in a district, near one, or nowhere', () => {
    const { districtOf } = t.city.apiOf(geo)
    expect(districtOf({ lat: 59.9275, lon: 30.3605 })).toBe('tsentralnyy')
    expect(districtOf({ lat: 55.75, lon: 37.6 })).toBeUndefined()
  })
  test('the outline is answered once, then kept by the browser', async () => {
    const first = await get('/geo/outline')
    expect(first.body.areas).toHaveLength(18)
    expect(first.body.land.length).toBeGreaterThan(0)
    const again = await t.ask(undefined, 'GET', '/api/geo/outline', undefined, {
      'if-none-match': first.headers['etag'] ?? '',
    })
    expect([again.status, again.body]).toEqual([304, ''])
  })
  test('every house of the pack lies where its district is, give or take the outline', () => {
    const { districtOf } = t.city.apiOf(geo)
    const rows = t.city.apiOf(geo).districts()
    for (const { id, centre } of rows) expect(districtOf(centre)).toBe(id)
  })
})

test('suggestions take a few milliseconds', async () => {
  const texts = [
    'лиговка 50',
    'невс',
    'большевков 68к1',
    'ktujdcrbq 5',
    'фывап',
    'маршала жукова двадцать два',
  ]
  const times: number[] = []
  for (let round = 0; round < 20; round++)
    for (const text of texts) {
      const from = performance.now()
      await suggest(text)
      times.push(performance.now() - from)
    }
  const p95 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
  expect(p95).toBeLessThan(50)
  console.info(`suggest p95 ${p95.toFixed(1)} ms`)
})

describe('a second region', () => {
  let oblast: TestCity
  beforeAll(async () => {
    oblast = await testCity({ modules: [geo], env: { GOROD_PACK: 'packs/leningrad-oblast' } })
  })
  afterAll(() => oblast.close())
  test('has its own districts and not one house of the first', async () => {
    const api = oblast.city.apiOf(geo)
    expect(api.districts().map(({ name }) => name.ru)).toContain('Гатчинский район')
    expect(await api.resolveAddress('Лиговский проспект 50')).toEqual({ kind: 'none', closest: [] })
  })
  test('a town without houses is found as a whole', async () => {
    const api = oblast.city.apiOf(geo)
    expect(await api.resolveAddress('гатчина')).toMatchObject({
      kind: 'one',
      building: { short: 'Гатчина', house: '' },
    })
    expect(await api.resolveAddress('Гатчина 5')).toMatchObject({
      kind: 'none',
      closest: [{ short: 'Гатчина' }],
    })
    const { items } = await api.suggest({ text: 'гатч' })
    expect(items[0]).toMatchObject({ kind: 'building', text: 'Гатчина', isExact: true })
  })
})

const shared = resolve(rootDir, process.env['GOROD_SHARED'] ?? '../shared', 'data')
describe.skipIf(!existsSync(shared))('with a local copy of public data', () => {
  test('thousands of addresses more, and the houses of the pack keep their ids', async () => {
    const full = await testCity({ modules: [geo], env: { GOROD_MIRROR: shared } })
    const list = async (city: TestCity, text: string) =>
      (await city.ask(undefined, 'GET', `/api/geo/suggest?text=${encodeURIComponent(text)}`)).body.items
    const [mine] = await list(t, 'лиговский 50')
    const [theirs] = await list(full, 'лиговский 50')
    expect(theirs.building.id).toBe(mine.building.id)
    const few = await t.city.apiOf(geo).resolveAddress('Кронштадт Сургина 13')
    const many = await full.city.apiOf(geo).resolveAddress('Моховая 30 литера Б')
    expect(few.kind).toBe('none')
    expect(many).toMatchObject({ kind: 'one', building: { house: '30 лит. Б' } })
    await full.close()
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import { catalogue } from '../index.ts'

let t: TestCity
beforeAll(async () => {
  t = await testCity({ modules: [catalogue], now: '2026-11-22T12:00:00Z' })
})
afterAll(() => t.close())

const get = async (path: string) => (await t.ask(undefined, 'GET', `/api/catalogue${path}`)).body
const search = (text: string, more = '') => get(`/services?text=${encodeURIComponent(text)}${more}`)
const first = async (text: string) => (await search(text)).items[0]?.service.id

describe('a resident finds a service by plain words', () => {
  test.each([
    ['раздельный сбор', 'recycling'],
    ['куда сдать батарейки', 'recycling'],
    ['батарейка', 'recycling'],
    ['вторсырьё', 'recycling'],
    ['вторсырье', 'recycling'],
    ['собачник', 'my-pet'],
    ['ветеринар для кошки', 'my-pet'],
    ['поликлиники', 'clinic-mfc'],
    ['МФЦ', 'clinic-mfc'],
    ['где рядом аптека', 'nearby'],
    ['что рядом', 'nearby'],
    ['праздник сегодня', 'memorable-dates'],
    ['блокада', 'memorable-dates'],
    ['куда сходить', 'beautiful-places'],
    ['футбол', 'sports-grounds'],
    ['мой дом', 'my-home'],
    ['recycling', 'recycling'],
    ['museum', 'beautiful-places'],
  ])('%s', async (text, id) => expect(await first(text)).toBe(id))

  test.each([
    ['паликлиника', 'clinic-mfc', 'typo', 'поликлиника'],
    ['ветклинника', 'my-pet', 'typo', 'ветклиника'],
    ['батерейки', 'recycling', 'typo', 'батарейки'],
    ['gjkbrkbybrf', 'clinic-mfc', 'layout', 'поликлиника'],
    ['vaw', 'clinic-mfc', 'layout', 'мфц'],
    ['poliklinika', 'clinic-mfc', 'transliteration', 'поликлиника'],
    ['sobaka', 'my-pet', 'transliteration', 'собака'],
  ])('%s is understood, and said so', async (text, id, how, meant) => {
    const { items, reading } = await search(text)
    expect(items[0].service.id).toBe(id)
    expect(reading).toEqual({ how, text: meant })
  })

  test('while the last word is being typed', async () => {
    expect(await first('полик')).toBe('clinic-mfc')
    expect(await first('раздельный сб')).toBe('recycling')
  })

  test('a hit says why', async () => {
    const { items } = await search('собаки')
    expect(items[0].why).toEqual({ by: 'keyword', word: 'собака' })
  })

  test('gibberish finds nothing', async () => {
    for (const text of ['фывап', 'qwerty', 'абракадабра', '!!!', 'йцукен 123', "'; delete --", ':* & |'])
      expect((await search(text)).items, text).toEqual([])
  })

  test('words and filters go together', async () => {
    expect(
      (await search('школа', '&role=tourist')).items.every((hit: { service: { roles: string[] } }) =>
        hit.service.roles.includes('tourist'),
      ),
    ).toBe(true)
    expect((await search('школа', '&channel=pigeon')).items).toEqual([])
  })
})

describe('roles, needs and services', () => {
  test('each role has its audience and counts', async () => {
    const { items } = await get('/roles')
    expect(items.length).toBeGreaterThanOrEqual(11)
    const parent = items.find(({ id }: { id: string }) => id === 'parent')
    expect(parent).toMatchObject({ title: { ru: 'Я — родитель' }, audience: { people: 1_100_000 } })
    expect(parent.needCount).toBeGreaterThanOrEqual(parent.answeredCount)
    expect(parent.serviceCount).toBeGreaterThan(0)
  })
  test('one role with its needs and services', async () => {
    const { role, needs, services } = await get('/roles/pet-owner')
    expect(needs).toHaveLength(role.needCount)
    expect(services.map(({ id }: { id: string }) => id)).toContain('my-pet')
  })
  test('needs, most frequent first, by role and by what is missing', async () => {
    const { items } = await get('/needs')
    expect(items.length).toBeGreaterThanOrEqual(60)
    const demands = items.map((need: { demand: { mid: number } }) => need.demand.mid)
    expect(demands).toEqual([...demands].sort((a, b) => b - a))
    const { items: missing } = await get('/needs?role=driver&degree=none')
    expect(missing.length).toBeGreaterThan(0)
    for (const need of missing) expect(need).toMatchObject({ degree: 'none', part: 0, services: [] })
  })
  test('services of a role, of a need, of a channel, of a district', async () => {
    const ids = async (query: string) =>
      (await get(`/services?${query}`)).items.map((hit: { service: { id: string } }) => hit.service.id)
    expect(await ids('role=pet-owner')).toEqual(['my-pet'])
    expect(await ids('need=recycle-batteries')).toEqual(['recycling'])
    expect(await ids('channel=alice')).toHaveLength(8)
    expect(await ids('district=nevskiy')).toHaveLength(8)
    expect(await ids('channel=pigeon')).toEqual([])
  })
  test('one service tells what it covers, how surely, and what is akin', async () => {
    const { service, coverage, related } = await get('/services/recycling')
    expect(service).toMatchObject({ flow: 'recycling', channels: ['web', 'telegram', 'alice'] })
    expect(coverage.map(({ title }: { title: { ru: string } }) => title.ru)).toContain(
      'Сдать батарейки и лампы',
    )
    expect(coverage.every((entry: { isStale: boolean }) => !entry.isStale)).toBe(true)
    expect(related.length).toBeGreaterThan(0)
    expect(related.map(({ id }: { id: string }) => id)).not.toContain('recycling')
  })
  test('half a year later the coverage is stale and still counts', async () => {
    t.setNow('2027-06-01T12:00:00Z')
    const { coverage } = await get('/services/recycling')
    const { figures } = await get('/coverage')
    t.setNow('2026-11-22T12:00:00Z')
    expect(coverage.every((entry: { isStale: boolean }) => entry.isStale)).toBe(true)
    expect(figures).toEqual((await get('/coverage')).figures)
  })
  test.each([
    ['/roles/nobody', 'catalogue.no_such_role'],
    ['/needs?role=nobody', 'catalogue.no_such_role'],
    ['/services/none', 'catalogue.no_such_service'],
    ['/services?role=nobody', 'catalogue.no_such_role'],
    ['/services?need=none', 'catalogue.no_such_need'],
    ['/needs?degree=some', 'input.invalid'],
  ])('%s is refused with %s', async (path, code) => expect((await get(path)).code).toBe(code))
})

describe('coverage', () => {
  test('two figures that agree with the cells', async () => {
    const { figures, cells, gaps } = await get('/coverage')
    const { total, full, partial, none } = figures.needs
    expect(full + partial + none).toBe(total)
    const demand = cells.reduce((sum: number, cell: { demand: { mid: number } }) => sum + cell.demand.mid, 0)
    expect(figures.demand.total.mid).toBeCloseTo(demand, 3)
    expect(figures.demand.share.low).toBeLessThan(figures.demand.share.high)
    expect(gaps[0].rank).toBe(1)
    expect(
      gaps.every(
        (gap: { gap: { mid: number } }, at: number) => at === 0 || gap.gap.mid <= gaps[at - 1].gap.mid,
      ),
    ).toBe(true)
    expect(gaps[0].sources.length).toBeGreaterThan(0)
  })
  test('the matrix has one cell for each role that has a need', async () => {
    const { cells } = await get('/coverage')
    const { items } = await get('/needs')
    expect(cells).toHaveLength(
      items.reduce((sum: number, need: { roles: unknown[] }) => sum + need.roles.length, 0),
    )
  })
})

test('flows ask which service they play', () => {
  const api = t.city.apiOf(catalogue)
  expect(api.serviceOf('my-home')?.title.ru).toBe('Мой дом')
  expect(api.serviceOf('none')).toBeUndefined()
  expect(api.services()).toHaveLength(8)
})

test('a pack that has not changed is not loaded again', async () => {
  const before = await get('/coverage')
  await t.restart()
  expect(await get('/coverage')).toEqual(before)
})

import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDb } from '#kernel/server/db.ts'
import { called } from '#modules/bus/contract/facts.ts'
import { flowsTurned, type Turned } from '#modules/flows/contract/facts.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city?.close())

/** Records facts as their module does, and lets the city hear them. */
async function tell(turns: readonly Turned[]) {
  await openDb(city.db as Kysely<unknown>, () => ['measure.turns']).write(async (tx) => {
    for (const turn of turns) await tx.record(flowsTurned, turn)
  })
  await city.drain()
}
const turn = (change: Partial<Turned> = {}): Turned => ({
  at: city.now().toISOString(),
  service: 'recycling',
  version: 1,
  channel: 'web',
  personKey: 'device-1',
  personKind: 'device',
  outcome: 'shown',
  started: true,
  session: 'ses_1',
  ...change,
})
const board = async (query: string) => (await city.ask('vera', 'GET', `/api/measure/board?${query}`)).body
const countOf = async (table: string, where = sql`true`) =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${where}`.execute(city.db))
    .rows[0]?.n

/** Moscow has no summer time: its clock is UTC + 3 all year. */
const moscow = (at: string) => new Date(Date.parse(at) + 3 * 3_600_000).toISOString()

describe('numbers on generated truth', () => {
  const services = ['recycling', 'my-house', 'clinics']
  const visits = fc.array(
    fc.record({
      // Anywhere in the month, and thickly around its midnights.
      minute: fc.oneof(fc.nat(31 * 24 * 60 - 1), fc.constantFrom(0, 179, 180, 1439, 1440, 31 * 1440 - 1)),
      who: fc.nat(14),
      kind: fc.constantFrom('account', 'platform', 'device'),
      channel: fc.constantFrom('web', 'telegram', 'alice'),
      service: fc.constantFrom(...services),
      role: fc.option(fc.constantFrom('parent', 'driver'), { nil: undefined }),
      outcome: fc.constantFrom('done', 'shown', 'nothing', 'refused', 'failed', 'left'),
      started: fc.boolean(),
      monitor: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 450, size: 'max' },
  )
  let year = 2027

  test('touches, people of days and of the month, services, roles and channels are exactly what happened', () =>
    fc.assert(
      fc.asyncProperty(visits, async (truth) => {
        const month = `${year++}-07`
        city.setNow(`${month}-15T00:00:00Z`)
        const turns = truth.map(({ minute, who, kind, role, monitor, ...rest }) =>
          turn({
            ...rest,
            at: new Date(Date.parse(`${month}-01T00:00:00+03:00`) + minute * 60_000).toISOString(),
            personKey: `p${who}`,
            personKind: kind as Turned['personKind'],
            ...(role && { role }),
            ...(monitor && { monitor }),
          }),
        )
        await tell(turns)

        const seen = turns.filter(({ monitor }) => !monitor)
        const person = (t: Turned) =>
          `${t.personKind}/${t.personKind === 'platform' ? t.channel : ''}/${t.personKey}`
        const people = (some: Turned[]) => new Set(some.map(person)).size
        const by = (key: (t: Turned) => string) =>
          [...new Set(seen.map(key))]
            .map((id) => ({ id, of: seen.filter((t) => key(t) === id) }))
            .map(({ id, of }) => ({ id, touches: of.length, people: people(of) }))
            .sort((a, b) => b.touches - a.touches || (a.id < b.id ? -1 : 1))
        const found = await board(`from=${month}-01&to=${month}-31`)
        expect(found.services).toEqual(by((t) => t.service))
        expect(found.channels).toEqual(by((t) => t.channel))
        expect(found.roles).toEqual(by((t) => t.role ?? 'none'))
        expect(found.outcomes).toEqual(by((t) => t.outcome))
        expect(found.kinds).toEqual(by((t) => t.personKind))
        expect(found.totals).toEqual({
          touches: seen.length,
          started: seen.filter(({ started }) => started).length,
          done: seen.filter(({ outcome }) => outcome === 'done').length,
        })
        expect(found.apart).toEqual({ staff: 0, monitors: turns.length - seen.length })
        expect(found.peopleByMonth).toEqual([{ at: month, people: people(seen) }])
        const onDay = (day: string) => seen.filter((t) => moscow(t.at).startsWith(day))
        expect(found.series).toEqual(
          Array.from({ length: 31 }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`).map((at) => ({
            at,
            touches: onDay(at).length,
            people: people(onDay(at)),
          })),
        )
        const hourly = await board(`from=${month}-10&to=${month}-11&by=hour`)
        expect(hourly.series).toHaveLength(48)
        for (const { at, touches } of hourly.series)
          expect({ at, touches }).toEqual({
            at,
            touches: seen.filter((t) => moscow(t.at).startsWith(at)).length,
          })
      }),
      { numRuns: 6 },
    ))
})

describe('people without names', () => {
  test('the salt and its marks are gone when the month ends in the region, and the counts stay', async () => {
    const january = (table: string) => countOf(`measure.${table}`, sql`month = '2060-01'`)
    city.setNow('2060-01-31T20:00:00Z')
    await tell([turn(), turn({ personKey: 'device-2' })])
    expect(await january('salt')).toBe(1)
    expect(await january('mark')).toBe(2 * 7 * 2)

    city.setNow('2060-01-31T20:59:00Z')
    await city.restart()
    expect(await january('salt')).toBe(1)

    // 00:00 in Moscow, still January in UTC. The first start after it does what was missed.
    city.setNow('2060-01-31T21:00:01Z')
    await city.restart()
    expect(await january('salt')).toBe(0)
    expect(await january('mark')).toBe(0)
    expect((await board('from=2060-01-01&to=2060-01-31')).peopleByMonth).toEqual([
      { at: '2060-01', people: 2 },
    ])

    // A touch of January that is heard late is counted, but no new salt is made for it.
    await tell([turn({ at: '2060-01-31T20:59:59Z', personKey: 'device-3' })])
    const late = await board('from=2060-01-01&to=2060-01-31')
    expect(late).toMatchObject({ totals: { touches: 3 }, peopleByMonth: [{ people: 2 }] })
    expect(await january('salt')).toBe(0)

    await tell([turn()])
    expect((await board('from=2060-02-01&to=2060-02-28')).peopleByMonth).toEqual([
      { at: '2060-02', people: 1 },
    ])
    expect(await countOf('measure.salt', sql`month = '2060-02'`)).toBe(1)
  })

  test('no key of a person stays in measure, nor among the facts that told of it', async () => {
    city.setNow('2060-03-10T00:00:00Z')
    const key = 'a-very-special-device-key'
    await tell([turn({ personKey: key })])
    const tables = ['touch', 'roll_up', 'salt', 'mark', 'people_count', 'staff']
    for (const table of tables)
      expect(await countOf(`measure.${table}`, sql`${sql.table(table)}::text like ${`%${key}%`}`)).toBe(0)
    expect(await countOf('kernel.outbox', sql`payload::text like ${`%${key}%`}`)).toBe(0)
  })

  test('an erased account leaves no mark, and its visit stays counted', async () => {
    city.setNow('2060-04-10T00:00:00Z')
    const me = (await city.ask('gleb', 'GET', '/api/me')).body.id
    await tell([turn({ personKind: 'account', personKey: me })])
    expect(await countOf('measure.mark', sql`month = '2060-04'`)).toBeGreaterThan(0)
    await city.ask('gleb', 'DELETE', '/api/me')
    await city.drain()
    expect(await countOf('measure.mark', sql`month = '2060-04'`)).toBe(0)
    expect((await board('from=2060-04-01&to=2060-04-30')).peopleByMonth).toEqual([
      { at: '2060-04', people: 1 },
    ])
  })

  test('staff are counted apart from the moment they are staff', async () => {
    city.setNow('2060-05-10T00:00:00Z')
    const vera = (await city.ask('vera', 'GET', '/api/me')).body.id
    await city.drain()
    await tell([turn({ personKind: 'account', personKey: vera }), turn()])
    expect(await board('from=2060-05-10&to=2060-05-10')).toMatchObject({
      totals: { touches: 1 },
      peopleByMonth: [{ people: 1 }],
      apart: { staff: 1, monitors: 0 },
    })
  })
})

describe('calls of the API', () => {
  test('a real call of a dataset reaches the board by itself', async () => {
    city.setNow('2060-06-05T00:00:00Z')
    expect((await city.ask(undefined, 'GET', '/api/datasets/recycling/items?limit=1')).status).toBe(200)
    const services = async () => {
      await city.drain()
      return (await board('from=2060-06-05&to=2060-06-05')).services
    }
    await expect.poll(services, { timeout: 8000 }).toEqual([{ id: 'api:recycling', touches: 1, people: 1 }])
  })

  test('stand among services and channels, with callers, and never among people', async () => {
    city.setNow('2060-06-10T00:00:00Z')
    const call = {
      at: city.now().toISOString(),
      api: 'schools',
      channel: 'api' as const,
      outcome: 'ok' as const,
    }
    await openDb(city.db as Kysely<unknown>, () => ['measure.calls']).write((tx) =>
      tx.record(called, {
        calls: [
          { ...call, callerKey: 'app:1', calls: 40 },
          { ...call, callerKey: 'app:2', calls: 2, outcome: 'refused' },
        ],
      }),
    )
    await city.drain()
    expect(await board('from=2060-06-10&to=2060-06-10')).toMatchObject({
      totals: { touches: 42, started: 0, done: 0 },
      services: [{ id: 'api:schools', touches: 42, people: 2 }],
      channels: [{ id: 'api', touches: 42, people: 2 }],
      outcomes: [
        { id: 'done', touches: 40 },
        { id: 'refused', touches: 2 },
      ],
      peopleByMonth: [{ at: '2060-06', people: 0 }],
    })
  })
})

describe('who sees what', () => {
  test('the exact board and its table are for analysts; the public one hides small cells', async () => {
    city.setNow('2060-08-10T00:00:00Z')
    await tell([
      ...Array.from({ length: 12 }, (_, i) => turn({ personKey: `many-${i}` })),
      ...Array.from({ length: 11 }, (_, i) => turn({ personKey: `more-${i}`, service: 'clinics' })),
      turn({ personKey: 'alone', service: 'my-house' }),
    ])
    for (const path of ['/api/measure/board', '/api/measure/board.csv']) {
      expect((await city.ask('anna', 'GET', path)).status).toBe(403)
      expect((await city.ask(undefined, 'GET', path)).status).toBe(401)
    }
    const open = await city.ask(undefined, 'GET', '/api/measure/public-board?month=2060-08')
    expect(open.body).toMatchObject({
      exact: false,
      smallestCell: 10,
      from: '2060-08-01',
      to: '2060-08-31',
      totals: { touches: 24 },
      services: [
        { id: 'recycling', touches: 12, people: 12 },
        { id: 'clinics', below: 10 },
        { id: 'my-house', below: 10 },
      ],
      peopleByMonth: [{ at: '2060-08', people: 24 }],
    })
    expect(open.body.apart).toBeUndefined()

    const csv = await city.ask('vera', 'GET', '/api/measure/board.csv?from=2060-08-10&to=2060-08-10')
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.body).toContain('services,my-house,1,1\r\n')
    expect((await city.ask('vera', 'GET', '/api/measure/board.csv?from=x')).body.code).toBe(
      'measure.bad_period',
    )
    expect(
      (await city.ask('vera', 'GET', '/api/measure/board?from=2060-08-11&to=2060-08-10')).body.code,
    ).toBe('measure.bad_period')
    expect((await city.ask('vera', 'GET', '/api/measure/board?from=2020-08-11')).body.code).toBe(
      'measure.period_too_long',
    )
  })
})

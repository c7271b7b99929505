import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Turned } from '#modules/flows/contract/facts.ts'
import { exactBoard, publicBoard } from './board.ts'
import { toCsv } from './csv.ts'
import { addDays, daysOf, monthPeriod, periodOf, wholeBucket } from './period.ts'
import {
  markOf,
  marksOf,
  none,
  peopleCellsOf,
  regionClock,
  rollUpsOf,
  touchOfCall,
  touchOfTurn,
} from './rules.ts'
import { hiddenOf } from './suppression.ts'

const turn = (change: Partial<Turned> = {}): Turned => ({
  at: '2026-03-09T12:00:00Z',
  service: 'recycling',
  version: 1,
  channel: 'web',
  personKey: 'd1',
  personKind: 'device',
  outcome: 'shown',
  started: true,
  session: 's1',
  ...change,
})
const nobody = new Set<string>()

describe('the clock of the region', () => {
  test.each([
    ['Europe/Moscow', '2026-02-28T20:59:59Z', '2026-02-28T23', '2026-02'],
    ['Europe/Moscow', '2026-02-28T21:00:00Z', '2026-03-01T00', '2026-03'],
    ['Asia/Kamchatka', '2026-02-28T12:00:00Z', '2026-03-01T00', '2026-03'],
    ['Asia/Kolkata', '2026-12-31T18:30:00Z', '2027-01-01T00', '2027-01'],
  ])('in %s the instant %s lies in %s', (zone, at, hour, month) =>
    expect(regionClock(zone)(new Date(at))).toEqual({ hour, day: hour.slice(0, 10), month }),
  )
})

describe('touches', () => {
  test.each([
    ['a resident', turn(), nobody, 'resident'],
    ['a signed-in resident', turn({ personKind: 'account', personKey: 'psn_1' }), nobody, 'resident'],
    ['staff', turn({ personKind: 'account', personKey: 'psn_1' }), new Set(['psn_1']), 'staff'],
    [
      'a device that happens to be called like staff',
      turn({ personKey: 'psn_1' }),
      new Set(['psn_1']),
      'resident',
    ],
    ['a monitor', turn({ monitor: true }), nobody, 'monitor'],
  ])('of %s', (_who, told, staff, sort) => expect(touchOfTurn(told, staff).sort).toBe(sort))

  test('a user of one platform is not the user of another with the same number', () => {
    const [a, b] = ['telegram', 'vk'].map((channel) =>
      touchOfTurn(turn({ personKind: 'platform', channel }), nobody),
    )
    expect(a?.person).not.toBe(b?.person)
  })

  test('a call of a dataset counts by its number of calls, and is no talk and no person of the city', () => {
    const call = touchOfCall({
      at: '2026-03-09T12:00:00Z',
      api: 'schools',
      callerKey: 'app:a',
      channel: 'api',
      outcome: 'ok',
      calls: 7,
    })
    const clock = regionClock('Europe/Moscow')
    expect(rollUpsOf([call], clock)).toMatchObject([
      { grain: 'day', bucket: '2026-03-09', touches: 7, started: 0, finished: 0 },
      { grain: 'hour', bucket: '2026-03-09T15', touches: 7, started: 0, finished: 0 },
    ])
    expect(peopleCellsOf(call, clock(call.at)).map(({ dimension }) => dimension)).not.toContain('all')
  })

  test('staff and monitors leave no mark among people', () => {
    const clock = regionClock('Europe/Moscow')
    const touches = [
      touchOfTurn(turn({ monitor: true }), nobody),
      touchOfTurn(turn({ personKind: 'account' }), new Set(['d1'])),
    ]
    expect([...marksOf(touches, clock, new Map([['2026-03', randomBytes(32)]])).values()].flat()).toEqual([])
  })

  test('marks of one person in two cells, or under two salts, have nothing in common', () => {
    const cell = { bucket: '2026-03', dimension: 'all', value: '' } as const
    const salt = randomBytes(32)
    const hashes = [
      markOf(salt, cell, 'device:d1'),
      markOf(salt, { ...cell, bucket: '2026-03-09' }, 'device:d1'),
      markOf(salt, { ...cell, dimension: 'service', value: 'recycling' }, 'device:d1'),
      markOf(salt, cell, 'account:d1'),
      markOf(randomBytes(32), cell, 'device:d1'),
    ].map((hash) => hash.toString('hex'))
    expect(new Set(hashes).size).toBe(5)
    expect(markOf(salt, cell, 'device:d1').toString('hex')).toBe(hashes[0])
  })
})

describe('periods', () => {
  test.each([
    [{}, { from: '2026-02-08', to: '2026-03-09', by: 'day' }],
    [{ by: 'hour' }, { from: '2026-03-08', to: '2026-03-09', by: 'hour' }],
    [
      { from: '2026-03-09', to: '2026-03-09' },
      { from: '2026-03-09', to: '2026-03-09', by: 'day' },
    ],
    [{ from: '2026-03-10', to: '2026-03-09' }, 'measure.bad_period'],
    [{ from: '2026-02-30', to: '2026-03-09' }, 'measure.bad_period'],
    [{ to: '2026-13-01' }, 'measure.bad_period'],
    [{ from: '2026-02-07', to: '2026-03-09', by: 'hour' }, 'measure.bad_or_long'],
    [{ from: '2026-02-07', to: '2026-03-10', by: 'hour' }, 'measure.period_too_long'],
    [{ from: '0001-01-01', to: '2026-03-09' }, 'measure.period_too_long'],
  ] as const)('%j on the ninth of March', (asked, expected) => {
    const found = periodOf(asked, '2026-03-09')
    if (expected === 'measure.bad_or_long') expect(found).toMatchObject({ by: 'hour' })
    else expect(found).toEqual(expected)
  })
  test.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
    ['2026-04', '2026-04-30'],
  ])('the month %s ends on %s', (month, last) => {
    expect(monthPeriod(month).to).toBe(last)
    expect(wholeBucket(monthPeriod(month))).toBe(month)
    expect(daysOf(monthPeriod(month)).at(-1)).toBe(last)
  })
  test('only a day or a whole month has people of its own', () => {
    expect(wholeBucket({ from: '2026-03-09', to: '2026-03-09', by: 'day' })).toBe('2026-03-09')
    expect(wholeBucket({ from: '2026-03-01', to: '2026-03-30', by: 'day' })).toBeUndefined()
    expect(wholeBucket({ from: '2026-03-01', to: '2026-04-30', by: 'day' })).toBeUndefined()
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
  })
})

describe('small cells', () => {
  const cell = (people: number, touches = people) => ({ people, touches })
  test.each([
    ['nothing small', [cell(10), cell(50)], []],
    ['one small hides the next too', [cell(3), cell(40), cell(12)], [3, 12]],
    ['two small that are few together hide a third', [cell(2), cell(3), cell(20), cell(30)], [2, 3, 20]],
    ['two small that are many together suffice', [cell(6), cell(7), cell(20)], [6, 7]],
    ['empty cells stand for nobody and hide nobody', [cell(0), cell(10), cell(11)], []],
    ['the only cell', [cell(4)], [4]],
    ['touches of nobody known are small too', [cell(0, 5), cell(20), cell(30)], [0, 20]],
  ])('%s', (_title, cells, hidden) =>
    expect([...hiddenOf(cells, 10)].map(({ people }) => people).sort((a, b) => a - b)).toEqual(hidden),
  )

  test('by subtraction from the total nobody learns of fewer than k people', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (sizes) => {
        const cells = sizes.map((people) => cell(people))
        const hidden = hiddenOf(cells, 10)
        const shown = cells.filter((one) => !hidden.has(one))
        expect(shown.every(({ people }) => people === 0 || people >= 10)).toBe(true)
        const together = [...hidden].reduce((sum, { people }) => sum + people, 0)
        const isEverything = shown.every(({ people }) => people === 0)
        if (hidden.size > 0) expect(isEverything || (hidden.size >= 2 && together >= 10)).toBe(true)
      }),
    ))
})

const figures = (service: [string, number, number][], monthPeople: number) => ({
  period: monthPeriod('2026-03'),
  sums: {
    sorts: new Map([
      ['resident' as const, { touches: service.reduce((n, [, t]) => n + t, 0), started: 5, finished: 3 }],
    ]),
    cells: new Map([['service' as const, service.map(([id, touches]) => ({ id, touches }))]]),
  },
  touches: new Map([['2026-03-09', 30]]),
  people: new Map([
    ['2026-03', monthPeople],
    ['2026-03-09', 4],
  ]),
  peopleByCell: new Map(service.map(([id, , people]) => [`service/${id}`, people])),
})

describe('boards', () => {
  test('staff see what was counted, everybody else only what stands for ten people', () => {
    const counted = figures(
      [
        ['a', 100, 50],
        ['b', 40, 9],
        ['c', 60, 20],
      ],
      60,
    )
    expect(exactBoard(counted, 'Europe/Moscow').services).toEqual([
      { id: 'a', touches: 100, people: 50 },
      { id: 'c', touches: 60, people: 20 },
      { id: 'b', touches: 40, people: 9 },
    ])
    const board = publicBoard(counted, 'Europe/Moscow')
    expect(board.services).toEqual([
      { id: 'a', touches: 100, people: 50 },
      { id: 'c', below: 10 },
      { id: 'b', below: 10 },
    ])
    expect(board.series.find(({ at }) => at === '2026-03-09')).toEqual({ at: '2026-03-09', below: 10 })
    expect(board.peopleByDay.find(({ at }) => at === '2026-03-09')).toEqual({ at: '2026-03-09', below: 10 })
    expect(board.totals).toMatchObject({ touches: 200 })
    expect(board.apart).toBeUndefined()
  })
  test('a month of few people has no totals either', () =>
    expect(publicBoard(figures([['a', 12, 4]], 4), 'Europe/Moscow').totals).toEqual({ below: 10 }))
  test('a table for a spreadsheet quotes what needs it and disarms formulas', () => {
    const csv = toCsv(
      exactBoard(
        figures(
          [
            ['a,"b"', 2, 1],
            ['=1+1', 1, 1],
          ],
          2,
        ),
        'Europe/Moscow',
      ),
    )
    expect(csv.startsWith('\uFEFFsection,id,touches,people\r\n')).toBe(true)
    expect(csv).toContain('services,"a,""b""",2,1\r\n')
    expect(csv).toContain("services,'=1+1,1,1\r\n")
  })
  test('a touch without role or need is counted as such', () =>
    expect(touchOfTurn(turn(), nobody)).toMatchObject({ role: none, need: none }))
})

import { describe, expect, test } from 'vitest'
import {
  addRanges,
  bestCoverage,
  type Catalogue,
  type CoverageFacts,
  demandOf,
  isStale,
  type NeedFacts,
  toCells,
  toFigures,
  toGaps,
} from './rules.ts'

const today = new Date('2026-11-22T12:00:00Z')
const range = (low: number, mid: number, high: number) => ({ low, mid, high })
const need = (id: string, roles: Record<string, [number, number, number]>): NeedFacts => ({
  id,
  title: { ru: id },
  roles: Object.entries(roles).map(([role, [low, mid, high]]) => ({
    role,
    perYear: range(low, mid, high),
    share: range(1, 1, 1),
    source: `оценка ${role}`,
  })),
})
const covers = (
  service: string,
  needId: string,
  part: number,
  channels = ['web'],
  assuredOn = '2026-11-01',
): CoverageFacts => ({
  service,
  need: needId,
  part,
  channels,
  assuredOn,
  degree: part === 1 ? 'full' : part > 0 ? 'partial' : 'none',
})

test('demand is audience × share × times a year, and stays a range', () => {
  expect(demandOf(1000, { perYear: range(1, 2, 4), share: range(0.5, 0.6, 0.75) })).toEqual(
    range(500, 1200, 3000),
  )
  expect(addRanges([range(1, 2, 3), range(10, 20, 30)])).toEqual(range(11, 22, 33))
  expect(addRanges([])).toEqual(range(0, 0, 0))
})

describe('the best coverage', () => {
  const all = [
    covers('a', 'n', 0.4),
    covers('b', 'n', 0.7, ['alice']),
    covers('c', 'n', 0),
    covers('d', 'm', 1),
  ]
  test.each([
    [undefined, 'b'],
    [['alice'], 'b'],
    [['web'], 'a'],
    [['telegram'], undefined],
  ])('for people who use %s is %s', (channels, service) =>
    expect(bestCoverage('n', { id: 'r', people: 1, channels }, all)?.service).toBe(service),
  )
  test('parts of two services do not add up', () => {
    const cells = toCells(
      { roles: [{ id: 'r', people: 10 }], needs: [need('n', { r: [1, 1, 1] })], coverage: all.slice(0, 2) },
      today,
    )
    expect(cells[0]).toMatchObject({ part: 0.7, degree: 'partial', service: 'b' })
  })
  test('a service that works nowhere covers nothing', () => {
    expect(bestCoverage('n', undefined, [covers('a', 'n', 1, [])])).toBeUndefined()
  })
})

const city: Catalogue = {
  roles: [
    { id: 'resident', people: 1000 },
    { id: 'parent', people: 100 },
  ],
  needs: [
    need('daily', { resident: [100, 200, 300] }),
    need('rare', { resident: [0.1, 0.2, 0.3], parent: [1, 2, 3] }),
    need('open', { parent: [1, 5, 10] }),
  ],
  coverage: [covers('s', 'rare', 1), covers('s', 'open', 0.5, ['web'], '2026-01-01')],
}
const cells = toCells(city, today)

describe('two headline figures', () => {
  const figures = toFigures(city.needs, cells)
  test('the share of needs: only full, by parts, full or partly', () => {
    expect(figures.needs).toMatchObject({ total: 3, full: 1, partial: 1, none: 1 })
    expect(figures.needs.share.low).toBeCloseTo(1 / 3)
    expect(figures.needs.share.mid).toBeCloseTo(0.5)
    expect(figures.needs.share.high).toBeCloseTo(2 / 3)
  })
  test('a thousand rare needs do not hide one daily one', () => {
    expect(figures.demand.share.mid).toBeLessThan(0.01)
    expect(figures.demand.total.mid).toBe(200_000 + 200 + 200 + 500)
    expect(figures.demand.covered.mid).toBe(200 + 200 + 250)
    expect(figures.demand.isUpperBound).toBe(true)
  })
  test('the share of demand is bounded by the worst and the best case', () => {
    const { low, mid, high } = figures.demand.share
    expect(low).toBeLessThan(mid)
    expect(mid).toBeLessThan(high)
  })
  test('nothing at all is no division by zero', () => {
    const empty = toFigures([], [])
    expect(empty.needs.share).toEqual(range(0, 0, 0))
    expect(empty.demand.share).toEqual(range(0, 0, 0))
  })
})

describe('gaps', () => {
  const gaps = toGaps(city.needs, cells)
  test('the largest unanswered demand first, covered needs not at all', () => {
    expect(gaps.map(({ need: id, rank }) => [id, rank])).toEqual([
      ['daily', 1],
      ['open', 2],
    ])
    expect(gaps[1]?.gap).toEqual(range(50, 250, 500))
  })
  test('entries whose ranges overlap share a rank', () => {
    const needs = [
      need('a', { resident: [1, 5, 9] }),
      need('b', { resident: [2, 4, 6] }),
      need('c', { resident: [0.1, 0.2, 0.3] }),
    ]
    const all = toGaps(needs, toCells({ ...city, needs, coverage: [] }, today))
    expect(all.map(({ need: id, rank }) => [id, rank])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 3],
    ])
  })
})

test.each([
  ['2026-11-22', false],
  ['2026-05-27', false],
  ['2026-05-20', true],
])('vouched for on %s: stale %s', (on, stale) => expect(isStale(on, today)).toBe(stale))

test('a stale coverage goes on counting', () => {
  expect(cells.find(({ need: id }) => id === 'open')).toMatchObject({ isStale: true, part: 0.5 })
})

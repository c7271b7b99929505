import { describe, expect, test } from 'vitest'
import { distanceM } from '#kernel/contract/geo.ts'
import { areaOf, distanceToRingM, spotOf } from './area.ts'

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const areas = [
  { id: 'west', rings: [square(30, 60, 0.1)] },
  { id: 'east', rings: [square(30.12, 60, 0.1), square(30.15, 60.03, 0.02)] },
]

describe('a point belongs to', () => {
  test.each([
    [60.05, 30.05, 'west'],
    [60.05, 30.2, 'east'],
    [60.05, 30.108, 'west'],
    [60.05, 30.113, 'east'],
    [60.04, 30.16, 'east'],
    [60.2, 30.05, undefined],
    [-33, 151, undefined],
  ])('%d, %d: %s', (lat, lon, id) => expect(areaOf({ lat, lon }, areas)).toBe(id))
})

test('a hole is outside, and no outline reaches over more than it may', () => {
  expect(areaOf({ lat: 60.04, lon: 30.16 }, areas, 0)).toBeUndefined()
  expect(areaOf({ lat: 60.118, lon: 30.05 }, areas)).toBeUndefined()
  expect(areaOf({ lat: 60.117, lon: 30.05 }, areas)).toBe('west')
})

test('the distance to an edge is measured across it', () => {
  const m = distanceToRingM({ lat: 60.05, lon: 30.11 }, square(30, 60, 0.1))
  expect(m).toBeGreaterThan(550)
  expect(m).toBeLessThan(562)
})

test('spots keep distances of a city within half a percent', () => {
  const centre = { lat: 59.94, lon: 30.31 }
  const [a, b] = [
    { lat: 59.93, lon: 30.33 },
    { lat: 59.99, lon: 30.25 },
  ]
  const [p, q] = [spotOf(a, centre), spotOf(b, centre)]
  expect(Math.hypot(p.x - q.x, p.y - q.y) / distanceM(a, b)).toBeCloseTo(1, 2)
})

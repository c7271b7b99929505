import { expect, test } from 'vitest'
import { everyDay } from './every-day.ts'

const line = (at: string, calls: number) => ({ at, calls, refused: 0, failed: 0 })

test('quiet days stand as zeros, over the end of a month too', () => {
  const shown = everyDay([line('2026-02-27', 4), line('2026-03-02', 9)], 5, '2026-03-02')
  expect(shown.map(({ at, calls }) => [at, calls])).toEqual([
    ['2026-02-26', 0],
    ['2026-02-27', 4],
    ['2026-02-28', 0],
    ['2026-03-01', 0],
    ['2026-03-02', 9],
  ])
})

test('the day of the region may be ahead of the day of the browser', () => {
  expect(everyDay([line('2026-03-03', 1)], 2, '2026-03-02').map(({ at }) => at)).toEqual([
    '2026-03-02',
    '2026-03-03',
  ])
})

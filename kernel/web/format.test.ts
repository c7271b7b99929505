import { afterEach, expect, test } from 'vitest'
import { agoText, calendarText, dateText, distanceText, momentText } from './format.ts'
import { tellRegion } from './region.ts'

const now = new Date('2026-03-12T12:00:00Z')
const t = (id: string, args?: Record<string, unknown>) => `${id} ${args?.['n'] ?? ''}`.trim()

test.each([
  [3, '10 м'],
  [347, '350 м'],
  [994, '990 м'],
  [996, '1 км'],
  [2_440, '2,4 км'],
  [12_600, '13 км'],
])('%d metres are said as «%s»', (metres, said) => {
  expect(distanceText(metres, 'ru').replaceAll(' ', ' ')).toBe(said)
})

test('a date names the weekday this year and the year in another', () => {
  expect(dateText('2026-03-12T10:00:00', 'ru', now)).toBe('12 марта, чт')
  expect(dateText('2024-03-12T10:00:00', 'ru', now)).toBe('12 марта 2024 г.')
})

test('an age goes from minutes to days and then becomes a date', () => {
  const ago = (minutes: number) =>
    agoText(new Date(now.getTime() - minutes * 60_000).toISOString(), t, 'ru', now)
  expect([0, 12, 59, 60, 60 * 23, 60 * 24, 60 * 24 * 30].map(ago)).toEqual([
    'ago-now',
    'ago-minutes 12',
    'ago-minutes 59',
    'ago-hours 1',
    'ago-hours 23',
    'ago-days 1',
    'ago-days 30',
  ])
  expect(ago(60 * 24 * 31)).toBe('9 февраля, пн')
})

test('a day of a calendar is the same day in every time zone', () => {
  expect(calendarText('2026-03-09', 'ru')).toBe('9 мар.')
  expect(calendarText('2026-03', 'ru')).toBe('март 2026')
})

test('an instant is told by the clock of the region, a date without a time by none', () => {
  tellRegion({ timeZone: 'Asia/Vladivostok' })
  expect(momentText('2026-03-12T22:30:00Z', 'ru', now)).toBe('13 марта, пт, 08:30')
  expect(momentText('2026-03-12T22:30:00Z', 'en', now)).toBe('13 March, Fri, 08:30')
  tellRegion({ timeZone: 'America/Anchorage' })
  expect(dateText('2026-03-12', 'ru', now)).toBe('12 марта, чт')
})
afterEach(() => tellRegion({}))

/** Days and months of a board. */

import { Check } from 'typebox/value'
import type { InputOf } from '#kernel/contract/endpoint.ts'
import { getBoard, refuse } from '../contract.ts'

export interface Period {
  readonly from: string
  /** Inclusive. */
  readonly to: string
  readonly by: 'day' | 'hour'
}

const dayMs = 86_400_000
const longestDays = { day: 800, hour: 31 } as const

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The last thirty days where nothing is asked. */
export function periodOf(
  asked: InputOf<typeof getBoard>,
  today: string,
): Period | 'measure.bad_period' | 'measure.period_too_long' {
  const by = asked.by ?? 'day'
  const to = asked.to ?? today
  if (!isDay(to)) return 'measure.bad_period'
  const from = asked.from ?? addDays(to, by === 'day' ? -29 : -1)
  if (!isDay(from) || from > to) return 'measure.bad_period'
  return addDays(from, longestDays[by] - 1) < to ? 'measure.period_too_long' : { from, to, by }
}

export function monthPeriod(month: string): Period {
  const from = `${month}-01`
  const next = addDays(from, 31).slice(0, 7)
  return { from, to: addDays(`${next}-01`, -1), by: 'day' }
}

export function daysOf({ from, to }: Period): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

export const bucketsOf = (period: Period): string[] =>
  period.by === 'day'
    ? daysOf(period)
    : daysOf(period).flatMap((day) =>
        Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, '0')}`),
      )

export const monthsOf = (period: Period): string[] => [
  ...new Set(daysOf(period).map((day) => day.slice(0, 7))),
]

/** The bucket whose people are the people of the whole period: one day, or one whole month. */
export function wholeBucket({ from, to }: Period): string | undefined {
  if (from === to) return from
  const month = monthPeriod(from.slice(0, 7))
  return month.from === from && month.to === to ? from.slice(0, 7) : undefined
}

/** The period as a query string says it: what does not fit is refused, as by an endpoint. */
export function askedPeriod(query: URLSearchParams): InputOf<typeof getBoard> {
  const asked = Object.fromEntries(query)
  return Check(getBoard.input, asked) ? asked : refuse('measure.bad_period')
}

/**
 * Numbers of the city on the wire. Staff see exact figures; the public board hides every cell that stands
 * for fewer than `smallestCell` people, and one more where a difference would tell the hidden one.
 */
import { type Static, Type } from 'typebox'
import { endpoint, may } from '#kernel/contract/endpoint.ts'
import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'

/** k of the suppression: a figure about fewer people than this is not published. */
export const smallestCell = 10

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: "A day of the region's calendar" })
const Month = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
  description: "A month of the region's calendar",
})
const Count = Type.Integer({ minimum: 0 })

/** Touches of one value of a dimension. On a public board both figures are absent where `below` stands. */
export const Cell = Type.Object({
  /** Id of the service, role, need or channel; `none` where a touch names none. */
  id: Type.String(),
  touches: Type.Optional(Count),
  /** Different people; only where the period is one day or one month. */
  people: Type.Optional(Count),
  /** Fewer people than this: shown as «меньше 10». */
  below: Type.Optional(Type.Integer()),
})
export type Cell = Static<typeof Cell>

/** One hour, day or month: `2026-03-09T14`, `2026-03-09`, `2026-03`. */
export const Bucket = Type.Object({
  at: Type.String(),
  touches: Type.Optional(Count),
  people: Type.Optional(Count),
  below: Type.Optional(Type.Integer()),
})
export type Bucket = Static<typeof Bucket>

export const Board = Type.Object({
  from: Day,
  /** Inclusive. */
  to: Day,
  by: Type.Union([Type.Literal('day'), Type.Literal('hour')]),
  timeZone: Type.String(),
  /** False where small cells are hidden. */
  exact: Type.Boolean(),
  smallestCell: Type.Integer(),
  totals: Type.Object({
    touches: Type.Optional(Count),
    /** Talks that began, and those that reached their result. */
    started: Type.Optional(Count),
    done: Type.Optional(Count),
    below: Type.Optional(Type.Integer()),
  }),
  /** Every hour or day of the period, empty ones too. */
  series: Type.Array(Bucket),
  services: Type.Array(Cell),
  roles: Type.Array(Cell),
  needs: Type.Array(Cell),
  channels: Type.Array(Cell),
  outcomes: Type.Array(Cell),
  /** How people are told apart: `account`, `platform`, `device`, `app`. */
  kinds: Type.Array(Cell),
  /** People of each day and of each month that the period touches: never a sum of smaller parts. */
  peopleByDay: Type.Array(Bucket),
  peopleByMonth: Type.Array(Bucket),
  /** Left out of everything above. */
  apart: Type.Optional(Type.Object({ staff: Count, monitors: Count })),
})
export type Board = Static<typeof Board>

const Period = {
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  by: Type.Optional(Type.Union([Type.Literal('day'), Type.Literal('hour')])),
}

export const getBoard = endpoint({
  name: 'getBoard',
  method: 'GET',
  path: '/measure/board',
  access: may('measure.read'),
  summary: 'Touches and people of a period, exact; the last 30 days where none is named',
  input: Type.Object(Period),
  output: Board,
})

/** Whole months only: a sliding period would give away small cells by subtraction. */
export const getPublicBoard = endpoint({
  name: 'getPublicBoard',
  method: 'GET',
  path: '/measure/public-board',
  access: 'anyone',
  summary: 'Touches and people of a month, small cells hidden; the current month where none is named',
  input: Type.Object({ month: Type.Optional(Month) }),
  output: Board,
})

/** A raw route: the exact board as CSV, the same permission and period as `getBoard`. */
export const boardCsvPath = '/api/measure/board.csv'

export const refuse: Refuse<'measure.bad_period' | 'measure.period_too_long'> = defineRefusals({
  'measure.bad_period': 400,
  'measure.period_too_long': 400,
})

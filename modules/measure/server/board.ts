/** Puts a board together from sums and counts; exact for staff, small cells hidden for everybody else. */
import type { Board, Bucket, Cell } from '../contract.ts'
import { smallestCell } from '../contract.ts'
import { bucketsOf, daysOf, monthsOf, type Period, wholeBucket } from './period.ts'
import type { Dimension } from './rules.ts'
import { type BoardSums, boardReads, cellKey } from './store/board.ts'
import type { Sql } from './store/tables.ts'
import { hiddenOf } from './suppression.ts'

/** Everything a board is made of, as it was counted. */
export interface Figures {
  readonly period: Period
  readonly sums: BoardSums
  /** Touches of each hour or day that had any. */
  readonly touches: ReadonlyMap<string, number>
  /** People of days and months. */
  readonly people: ReadonlyMap<string, number>
  /** People of cells where the period is one bucket; otherwise undefined. */
  readonly peopleByCell: ReadonlyMap<string, number> | undefined
}

export async function readFigures(db: Sql, period: Period): Promise<Figures> {
  const store = boardReads(db)
  const buckets = bucketsOf(period)
  const whole = wholeBucket(period)
  return {
    period,
    sums: await store.sumsOf(period.from, period.to),
    touches: await store.touchesBy(period.by, buckets[0] as string, buckets.at(-1) as string),
    people: await store.peopleOf([...daysOf(period), ...monthsOf(period)]),
    peopleByCell: whole === undefined ? undefined : await store.peopleByCell(whole),
  }
}

const nothing = { touches: 0, started: 0, finished: 0 }

export function exactBoard(figures: Figures, timeZone: string): Board {
  const { period, sums, touches, people, peopleByCell } = figures
  const { touches: all, started, finished } = sums.sorts.get('resident') ?? nothing
  const cells = (dimension: Dimension): Cell[] =>
    bySize(sums.cells.get(dimension) ?? []).map(({ id, touches: count }) => ({
      id,
      touches: count,
      ...(peopleByCell && { people: peopleByCell.get(cellKey(dimension, id)) ?? 0 }),
    }))
  return {
    ...period,
    timeZone,
    exact: true,
    smallestCell,
    totals: { touches: all, started, done: finished },
    series: bucketsOf(period).map((at) => ({
      at,
      touches: touches.get(at) ?? 0,
      ...(period.by === 'day' && { people: people.get(at) ?? 0 }),
    })),
    services: cells('service'),
    roles: cells('role'),
    needs: cells('need'),
    channels: cells('channel'),
    outcomes: cells('outcome'),
    kinds: cells('kind'),
    peopleByDay: daysOf(period).map((at) => ({ at, people: people.get(at) ?? 0 })),
    peopleByMonth: monthsOf(period).map((at) => ({ at, people: people.get(at) ?? 0 })),
    apart: {
      staff: sums.sorts.get('staff')?.touches ?? 0,
      monitors: sums.sorts.get('monitor')?.touches ?? 0,
    },
  }
}

/** The board of one month as anybody may see it. */
export function publicBoard(figures: Figures, timeZone: string, k: number = smallestCell): Board {
  const { apart, ...board } = exactBoard(figures, timeZone)
  const people = board.peopleByMonth[0]?.people ?? 0
  const isSmall = people > 0 && people < k
  return {
    ...board,
    exact: false,
    totals: isSmall ? { below: k } : board.totals,
    series: hide(board.series, k),
    services: hide(board.services, k),
    roles: hide(board.roles, k),
    needs: hide(board.needs, k),
    channels: hide(board.channels, k),
    outcomes: hide(board.outcomes, k),
    kinds: hide(board.kinds, k),
    peopleByDay: board.peopleByDay.map((one) => hideFew(one, k)),
    peopleByMonth: board.peopleByMonth.map((one) => hideFew(one, k)),
  }
}

function hide<T extends Cell | Bucket>(cells: readonly T[], k: number): T[] {
  const counted = cells.map((cell) => ({ cell, touches: cell.touches ?? 0, people: cell.people ?? 0 }))
  const hidden = hiddenOf(counted, k)
  return counted.map((one) => (hidden.has(one) ? without(one.cell, k) : one.cell))
}

const hideFew = (bucket: Bucket, k: number): Bucket =>
  bucket.people !== undefined && bucket.people > 0 && bucket.people < k ? without(bucket, k) : bucket

function without<T extends Cell | Bucket>({ touches, people, ...rest }: T, k: number): T {
  return { ...rest, below: k } as T
}

const bySize = <T extends { id: string; touches: number }>(cells: readonly T[]): T[] =>
  [...cells].sort((a, b) => b.touches - a.touches || (a.id < b.id ? -1 : 1))

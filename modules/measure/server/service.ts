/** Hears what happened, keeps the numbers, shows them. */
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { InputOf } from '#kernel/contract/endpoint.ts'
import type { Tx } from '#kernel/server/db.ts'
import { type Job, job, jobKind, type Schedule } from '#kernel/server/jobs.ts'
import type { Kit } from '#kernel/server/module.ts'
import type { called } from '#modules/bus/contract/facts.ts'
import type { Turned } from '#modules/flows/contract/facts.ts'
import type { erased, staffChanged } from '#modules/people/contract.ts'
import { type Board, type getBoard, type getPublicBoard, refuse } from '../contract.ts'
import { exactBoard, publicBoard, readFigures } from './board.ts'
import { addDays, monthPeriod, periodOf } from './period.ts'
import {
  hourlyDays,
  markOf,
  marksOf,
  rawDays,
  regionClock,
  rollUpsOf,
  type Touch,
  touchOfCall,
  touchOfTurn,
} from './rules.ts'
import { peopleWrites } from './store/people.ts'
import type { MeasureTables } from './store/tables.ts'
import { touchWrites } from './store/touches.ts'

type MeasureTx = Tx<MeasureTables>

export function createMeasure({ db, now, random, pack }: Kit<MeasureTables>) {
  const { timeZone } = pack.manifest
  const clock = regionClock(timeZone)

  /** Everything a batch of touches changes, in the transaction that hears of it: exactly once. */
  async function keep(touches: readonly Touch[], tx: MeasureTx): Promise<void> {
    if (touches.length === 0) return
    await touchWrites(tx.sql).addTouches(touches)
    const people = peopleWrites(tx.sql)
    const salts = new Map<string, Buffer>()
    const thisMonth = clock(now()).month
    for (const month of [...new Set(touches.map(({ at }) => clock(at).month))].sort()) {
      // A month that is over gets no new salt: its late touches are counted, its people no more.
      const salt = await people.saltOf(month, month >= thisMonth ? random(32) : undefined)
      if (salt) salts.set(month, salt)
    }
    for (const [month, marks] of marksOf(touches, clock, salts)) await people.addMarks(month, marks)
    await touchWrites(tx.sql).addRollUps(rollUpsOf(touches, clock))
  }

  return {
    async hearTurns(turns: Turned[], tx: MeasureTx) {
      const accounts = turns.filter((turn) => turn.personKind === 'account').map((turn) => turn.personKey)
      const staff = await peopleWrites(tx.sql).staffAmong([...new Set(accounts)])
      await keep(
        turns.map((turn) => touchOfTurn(turn, staff)),
        tx,
      )
    },
    async hearCalls(batches: Static<typeof called.payload>[], tx: MeasureTx) {
      await keep(
        batches.flatMap(({ calls }) => calls.map(touchOfCall)),
        tx,
      )
    },
    async hearStaff(changes: Static<typeof staffChanged.payload>[], tx: MeasureTx) {
      for (const { personId, roles } of changes)
        await peopleWrites(tx.sql).setStaff(personId, roles.length > 0)
    },
    /** The marks of a person go at once; that somebody came stays counted. */
    async hearErased(gone: Static<typeof erased.payload>[], tx: MeasureTx) {
      const people = peopleWrites(tx.sql)
      for (const { month, salt } of await people.listSalts()) {
        const cells = await people.listCells({ month })
        const hashes = gone.flatMap(({ personId }) =>
          cells.map((cell) => markOf(salt, cell, `account:${personId}`)),
        )
        await people.removeMarks(hashes)
      }
      for (const { personId } of gone) await people.setStaff(personId, false)
    },

    async showBoard(asked: InputOf<typeof getBoard>): Promise<Board> {
      const period = periodOf(asked, clock(now()).day)
      return typeof period === 'string'
        ? refuse(period)
        : exactBoard(await readFigures(db.read, period), timeZone)
    },
    async showPublicBoard({ month }: InputOf<typeof getPublicBoard>): Promise<Board> {
      const period = monthPeriod(month ?? clock(now()).month)
      return publicBoard(await readFigures(db.read, period), timeZone)
    },

    /** Destroys salts and marks of months that are over in the region. Harmless at any time. */
    async turnMonth(): Promise<void> {
      const { month } = clock(now())
      await db.write(async (tx) => {
        const people = peopleWrites(tx.sql)
        const salts = await people.listSalts()
        if (salts.some((salt) => salt.month < month)) await people.destroyBefore(month)
      })
    },
    async sweep(): Promise<void> {
      const { day } = clock(now())
      const rawBefore = new Date(now().getTime() - rawDays * 86_400_000)
      await db.write((tx) => touchWrites(tx.sql).sweep(rawBefore, addDays(day, -hourlyDays)))
    },
  }
}

export type Measure = ReturnType<typeof createMeasure>

const turnMonth = jobKind('measure.turn_month', Type.Object({}))
const sweep = jobKind('measure.sweep', Type.Object({}))

export const measureJobs = (measure: Measure): Job[] => [
  job(turnMonth, () => measure.turnMonth()),
  job(sweep, () => measure.sweep()),
]

/** Often, because midnight of the region may fall on any quarter of an hour of UTC; not on the stroke, so that the last touches are heard first. */
export const measureSchedules: Schedule[] = [
  { kind: turnMonth, cron: '3,18,33,48 * * * *' },
  { kind: sweep, cron: '23 2 * * *' },
]

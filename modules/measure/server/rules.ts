/** What a touch adds to the numbers: pure, so that the sums can be proved on generated truth. */
import { createHmac } from 'node:crypto'
import type { Static } from 'typebox'
import type { called } from '#modules/bus/contract/facts.ts'
import type { Turned } from '#modules/flows/contract/facts.ts'

/** Whose touch it is: only those of residents stand on boards. */
export type Sort = 'resident' | 'staff' | 'monitor'

export interface Touch {
  readonly at: Date
  readonly sort: Sort
  readonly service: string
  readonly version: number | undefined
  readonly role: string
  readonly need: string
  readonly channel: string
  readonly kind: 'account' | 'platform' | 'device' | 'app'
  readonly outcome: string
  readonly started: boolean
  /** Equal calls that one line stands for; 1 for a turn. */
  readonly calls: number
  readonly session: string | undefined
  /** Tells people apart; leaves this process only as a keyed hash. */
  readonly person: string
}

export const dimensions = ['service', 'role', 'need', 'channel', 'kind', 'outcome'] as const
export type Dimension = (typeof dimensions)[number]

/** Stands where a touch names no role or need. */
export const none = 'none'

export const rawDays = 90
export const hourlyDays = 400

export function touchOfTurn(turn: Turned, staff: ReadonlySet<string>): Touch {
  const { personKind: kind, personKey } = turn
  const isStaff = kind === 'account' && staff.has(personKey)
  return {
    at: new Date(turn.at),
    sort: turn.monitor ? 'monitor' : isStaff ? 'staff' : 'resident',
    service: turn.service,
    version: turn.version,
    role: turn.role ?? none,
    need: turn.need ?? none,
    channel: turn.channel,
    kind,
    outcome: turn.outcome,
    started: turn.started,
    calls: 1,
    session: turn.session,
    // User ids of two platforms may be equal by chance.
    person: kind === 'platform' ? `${kind}:${turn.channel}:${personKey}` : `${kind}:${personKey}`,
  }
}

type Call = Static<typeof called.payload>['calls'][number]

/** A call of a dataset from outside. Its caller is an app, not a person, and is counted as such. */
export const touchOfCall = (call: Call): Touch => ({
  at: new Date(call.at),
  sort: 'resident',
  service: `api:${call.api}`,
  version: undefined,
  role: none,
  need: none,
  channel: call.channel,
  kind: 'app',
  outcome: call.outcome === 'ok' ? 'done' : call.outcome,
  started: false,
  calls: call.calls,
  session: undefined,
  person: `app:${call.callerKey}`,
})

export interface Moment {
  /** `2026-03-09T14` */
  readonly hour: string
  /** `2026-03-09` */
  readonly day: string
  /** `2026-03` */
  readonly month: string
}

/** The clock of the region. Where it is set back, two hours share a name, and their sums too. */
export function regionClock(timeZone: string): (at: Date) => Moment {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const month = `${part['year']}-${part['month']}`
    const day = `${month}-${part['day']}`
    return { hour: `${day}T${part['hour']}`, day, month }
  }
}

export interface RollUp {
  readonly grain: 'hour' | 'day'
  readonly bucket: string
  readonly touch: Touch
  touches: number
  started: number
  finished: number
}

/** The sums a batch of touches adds, by hour and by day. */
export function rollUpsOf(touches: readonly Touch[], clock: (at: Date) => Moment): RollUp[] {
  const sums = new Map<string, RollUp>()
  for (const touch of touches) {
    const { hour, day } = clock(touch.at)
    const values = [touch.sort, ...dimensions.map((dimension) => touch[dimension])]
    for (const [grain, bucket] of [
      ['hour', hour],
      ['day', day],
    ] as const) {
      const key = [grain, bucket, ...values].join('\0')
      const sum = sums.get(key) ?? { grain, bucket, touch, touches: 0, started: 0, finished: 0 }
      sums.set(key, sum)
      sum.touches += touch.calls
      sum.started += touch.started ? 1 : 0
      // Calls of datasets are no talks: they neither begin nor reach a result.
      sum.finished += touch.outcome === 'done' && touch.kind !== 'app' ? 1 : 0
    }
  }
  // Always in one order, so that two workers never wait for each other in a ring.
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}

/** One figure of people: a bucket (day or month), a dimension (or `all`) and its value. */
export interface PeopleCell {
  readonly bucket: string
  readonly dimension: Dimension | 'all'
  readonly value: string
}

export function peopleCellsOf(touch: Touch, { day, month }: Moment): PeopleCell[] {
  if (touch.sort !== 'resident') return []
  const cells = dimensions.map((dimension) => ({ dimension, value: touch[dimension] }))
  const all = touch.kind === 'app' ? [] : [{ dimension: 'all' as const, value: '' }]
  return [day, month].flatMap((bucket) => [...all, ...cells].map((cell) => ({ bucket, ...cell })))
}

export interface Mark {
  readonly hash: Buffer
  readonly cell: PeopleCell
}

/** Half of HMAC-SHA256: 128 bits tell the people of any city apart. */
export const markOf = (salt: Buffer, { bucket, dimension, value }: PeopleCell, person: string): Buffer =>
  createHmac('sha256', salt).update([bucket, dimension, value, person].join('\0')).digest().subarray(0, 16)

/** Marks of a batch, each once, in one order. Touches of a month without a salt leave none. */
export function marksOf(
  touches: readonly Touch[],
  clock: (at: Date) => Moment,
  saltOf: ReadonlyMap<string, Buffer>,
): Map<string, Mark[]> {
  const byMonth = new Map<string, Map<string, Mark>>()
  for (const touch of touches) {
    const moment = clock(touch.at)
    const salt = saltOf.get(moment.month)
    if (!salt) continue
    const marks = byMonth.get(moment.month) ?? new Map<string, Mark>()
    byMonth.set(moment.month, marks)
    for (const cell of peopleCellsOf(touch, moment)) {
      const hash = markOf(salt, cell, touch.person)
      marks.set(hash.toString('hex'), { hash, cell })
    }
  }
  return new Map(
    [...byMonth].map(([month, marks]) => [
      month,
      [...marks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mark]) => mark),
    ]),
  )
}

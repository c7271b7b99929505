/**
 * Delivers facts to their subscribers after commit. The handler's own writes and the removal of the
 * delivery commit together, so a fact is handled once however often the process dies on the way.
 */
import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { Static, TSchema } from 'typebox'
import type { Fact } from '#kernel/contract/endpoint.ts'
import { insideWrite, openTx, type SubscribersOf, type Tx } from './db.ts'
import type { Log } from './log.ts'

/** Who hears which fact. `name` must stay stable: undelivered facts wait under it. */
export interface Subscription {
  readonly name: string
  readonly fact: Fact
  hear(payloads: never[], tx: Tx<never>): Promise<void>
}

/** Hears facts in batches of one transaction, in the order they were recorded. */
export function onFact<P extends TSchema, Tables>(
  name: string,
  fact: Fact<P>,
  hear: (payloads: Static<P>[], tx: Tx<Tables>) => Promise<void>,
): Subscription {
  return { name, fact, hear: hear as unknown as Subscription['hear'] }
}

export function subscribersOf(subscriptions: () => readonly Subscription[]): SubscribersOf {
  const known = new Map<string, string[]>()
  return (fact) => {
    const found = known.get(fact)
    if (found) return found
    const names = subscriptions()
      .filter((s) => s.fact.name === fact)
      .map((s) => s.name)
    known.set(fact, names)
    return names
  }
}

export interface Dispatcher {
  /** Delivers whatever is due now; returns how many facts were handled. For tests and for a clean stop. */
  drain(): Promise<number>
  stop(): Promise<void>
}

const batchSize = 200

export async function startDispatcher(o: {
  readonly pool: pg.Pool
  readonly db: Kysely<unknown>
  readonly subscriptions: readonly Subscription[]
  readonly subscribersOf: SubscribersOf
  readonly log: Log
  /** False: only `drain` delivers. */
  readonly listen: boolean
}): Promise<Dispatcher> {
  let stopped = false
  let round: Promise<number> | undefined
  let again = false
  const deliverDue = async (): Promise<number> => {
    let handled = 0
    do {
      again = false
      const due = await subscribersWithDue(o.db)
      for (const subscription of o.subscriptions.filter(({ name }) => due.has(name))) {
        while (!stopped) {
          const n = await deliver(o, subscription)
          handled += n
          if (n < batchSize) break
        }
      }
    } while (again && !stopped)
    return handled
  }
  /** One round at a time; whoever asks during one gets another look before it ends. */
  const drain = (): Promise<number> => {
    again = true
    round ??= deliverDue().finally(() => {
      round = undefined
    })
    return round
  }
  const wake = () => void drain().catch((error) => o.log.error({ err: error }, 'outbox: delivery failed'))

  const listener = o.listen ? keepListening(o, wake) : undefined
  if (o.listen) wake()
  return {
    drain,
    async stop() {
      listener?.stop()
      await round?.catch(() => {})
      stopped = true
    },
  }
}

/** Facts recorded within this time of each other are delivered together. */
const gatherMs = 20

/**
 * Hears of new facts by NOTIFY, and looks every two seconds besides: for facts whose pause is over, and for
 * the time in which the connection was lost.
 */
function keepListening({ pool, log }: DispatchOptions, wake: () => void): { stop(): void } {
  let client: pg.PoolClient | undefined
  let gathering: NodeJS.Timeout | undefined
  const hear = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined
      wake()
    }, gatherMs)
  }
  const listen = async () => {
    const fresh = await pool.connect()
    client = fresh
    const lost = () => {
      if (client !== fresh) return
      client = undefined
      fresh.release(true)
    }
    fresh.on('notification', hear)
    fresh.on('error', lost)
    fresh.on('end', lost)
    await fresh.query('listen gorod_fact')
  }
  const listenAgain = () => void listen().catch((error) => log.warn({ err: error }, 'outbox: cannot listen'))
  listenAgain()
  const poll = setInterval(() => {
    if (!client) listenAgain()
    wake()
  }, 2000)
  return {
    stop() {
      clearInterval(poll)
      clearTimeout(gathering)
      const held = client
      client = undefined
      held?.release(true)
    },
  }
}

async function subscribersWithDue(db: Kysely<unknown>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subscriber: string }>`
    select distinct subscriber from kernel.delivery where due_at <= now()`.execute(db)
  return new Set(rows.map(({ subscriber }) => subscriber))
}

type DispatchOptions = Parameters<typeof startDispatcher>[0]

async function deliver(o: DispatchOptions, subscription: Subscription): Promise<number> {
  try {
    return await deliverBatch(o, subscription, batchSize)
  } catch (error) {
    o.log.warn({ err: error, subscriber: subscription.name }, 'outbox: a batch failed, going one by one')
  }
  // One bad fact must not hold up its neighbours.
  let handled = 0
  for (let i = 0; i < batchSize; i++) {
    try {
      const n = await deliverBatch(o, subscription, 1)
      if (n === 0) break
      handled += n
    } catch (error) {
      await postpone(o, subscription, error)
    }
  }
  return Math.min(handled, batchSize - 1)
}

async function deliverBatch(
  o: DispatchOptions,
  { name, hear, fact }: Subscription,
  limit: number,
): Promise<number> {
  return o.db.transaction().execute((trx) =>
    insideWrite(async () => {
      const { rows } = await sql<{ id: number; seq: number; payload: unknown }>`
        with taken as (
          select id, seq from kernel.delivery where subscriber = ${name} and due_at <= now()
          order by id limit ${limit} for update skip locked),
        gone as (delete from kernel.delivery d using taken t where d.id = t.id)
        select t.id, t.seq, f.payload from taken t join kernel.outbox f using (seq) order by t.id`.execute(
        trx,
      )
      if (rows.length > 0)
        await hear(rows.map((row) => row.payload) as never[], openTx<never>(trx, o.subscribersOf))
      if (fact.personal && rows.length > 0)
        await forgetHeard(
          trx,
          rows.map(({ seq }) => seq),
        )
      return rows.length
    }),
  )
}

/** Waits longer after each failure, up to an hour; a fact is never given up. */
async function postpone(o: DispatchOptions, { name }: Subscription, error: unknown): Promise<void> {
  o.log.error({ err: error, subscriber: name }, 'outbox: a fact could not be handled')
  await sql`
    update kernel.delivery set attempts = attempts + 1, last_error = ${String(error).slice(0, 500)},
      due_at = now() + least(interval '1 hour', interval '1 second' * power(2, least(attempts, 12)))
    where id = (select id from kernel.delivery where subscriber = ${name} and due_at <= now() order by id limit 1)`.execute(
    o.db,
  )
}

/** Two last listeners at the same moment see each other's line; what they leave goes with the weekly sweep. */
const forgetHeard = (trx: Kysely<unknown>, seqs: readonly number[]) =>
  sql`delete from kernel.outbox o where seq = any(${seqs}::bigint[])
      and not exists (select from kernel.delivery d where d.seq = o.seq)`.execute(trx)

/** Facts are kept for a week after everybody has heard them. */
export const forgetOldFacts = (db: Kysely<unknown>) =>
  sql`delete from kernel.outbox o where recorded_at < now() - interval '7 days'
      and not exists (select from kernel.delivery d where d.seq = o.seq)`.execute(db)

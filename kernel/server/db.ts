/**
 * The database as a module sees it: read freely, write only inside `write`. Reading around an open
 * write, or opening a second one inside it, is an error at once instead of a hang or a lost update.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { Fact } from '#kernel/contract/endpoint.ts'
import type { JobKind, JobOptions } from './jobs.ts'

export interface Db<Tables> {
  /** Write `db.read` at each use; a kept copy escapes the guard. */
  readonly read: Kysely<Tables>
  /** One write per act: everything in it, facts and jobs included, commits together. */
  write<R>(work: (tx: Tx<Tables>) => Promise<R>): Promise<R>
}

/** An open transaction. Facts and jobs of it exist only if it commits. */
export interface Tx<Tables> {
  readonly sql: Kysely<Tables>
  record<P extends TSchema>(fact: Fact<P>, payload: Static<P>): Promise<void>
  enqueue<P extends TSchema>(job: JobKind<P>, payload: Static<P>, options?: JobOptions): Promise<void>
}

/** Who must hear a fact. Filled while modules start, read at each `record`. */
export type SubscribersOf = (fact: string) => readonly string[]

const writing = new AsyncLocalStorage<true>()

/** The whole database, narrowed to the tables one module owns. */
export function openDb<Tables>(everything: Kysely<unknown>, subscribersOf: SubscribersOf): Db<Tables> {
  return {
    get read() {
      if (writing.getStore()) throw new Error('read through the transaction, not around it')
      return everything as unknown as Kysely<Tables>
    },
    async write(work) {
      if (writing.getStore()) throw new Error('one write per act: this one is inside another')
      return everything
        .transaction()
        .execute((trx) => writing.run(true, () => work(openTx<Tables>(trx, subscribersOf))))
    },
  }
}

/** For the dispatcher of facts, which owns the transaction it hands to a subscriber. */
export async function insideWrite<R>(work: () => Promise<R>): Promise<R> {
  return writing.run(true, work)
}

export function openTx<Tables>(trx: Kysely<unknown>, subscribersOf: SubscribersOf): Tx<Tables> {
  return {
    sql: trx as Kysely<Tables>,
    async record(fact, payload) {
      if (!Check(fact.payload, payload)) throw new Error(`the payload of ${fact.name} breaks its contract`)
      const subscribers = subscribersOf(fact.name)
      await sql`
        with told as (
          insert into kernel.outbox (name, payload) values (${fact.name}, ${JSON.stringify(payload)}::jsonb) returning seq
        )
        insert into kernel.delivery (seq, subscriber)
        select told.seq, s from told, unnest(${subscribers}::text[]) as s`.execute(trx)
      if (subscribers.length > 0) await sql`select pg_notify('gorod_fact', '')`.execute(trx)
    },
    async enqueue(job, payload, options = {}) {
      if (!Check(job.payload, payload)) throw new Error(`the payload of ${job.name} breaks its contract`)
      await sql`select graphile_worker.add_job(
        identifier => ${job.name}, payload => ${JSON.stringify(payload)}::json,
        queue_name => ${options.queue ?? null}::text, run_at => ${options.runAt ?? null}::timestamptz,
        max_attempts => ${options.maxAttempts ?? null}::int, job_key => ${options.key ?? null}::text)`.execute(
        trx,
      )
    },
  }
}

/** A pool with honest types: counts are numbers, dates stay texts, instants are Dates. */
export function createPool(options: pg.PoolConfig): pg.Pool {
  const parsers: Record<number, (text: string) => unknown> = {
    [pg.types.builtins.INT8]: Number,
    [pg.types.builtins.DATE]: (text) => text,
  }
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format as 'text'),
  } as pg.CustomTypesConfig
  const pool = new pg.Pool({ max: 12, types, ...options })
  // A lost idle connection is replaced at the next use; without a handler it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export const createKysely = (pool: pg.Pool): Kysely<unknown> =>
  new Kysely({ dialect: new PostgresDialect({ pool }) })

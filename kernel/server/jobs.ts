/**
 * Work that outlives the request that asked for it. Jobs are rows of the same database, added in the
 * transaction of the act, so a crash loses none; schedules are cron lines of a module.
 *
 * The queue unlocks jobs of a dead worker only after hours. Ours show signs of life every five seconds,
 * and a job held by a silent one is given back at once.
 */
import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, type Runner, run, runMigrations, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { Log } from './log.ts'

export interface JobKind<P extends TSchema = TSchema> {
  readonly name: string
  readonly payload: P
}

export interface JobOptions {
  readonly runAt?: Date
  /** Jobs of one queue run one after another. */
  readonly queue?: string
  /** A waiting job with the same key is replaced, not doubled. */
  readonly key?: string
  readonly maxAttempts?: number
}

export interface Job {
  readonly kind: JobKind
  run(payload: never, context: { readonly signal: AbortSignal; readonly attempt: number }): Promise<void>
}

/** `cron` as in crontab(5), in UTC. */
export interface Schedule {
  readonly kind: JobKind
  readonly cron: string
}

export const jobKind = <P extends TSchema>(name: string, payload: P): JobKind<P> => ({ name, payload })

/** Joins a kind of job to what does it. */
export function job<P extends TSchema>(
  kind: JobKind<P>,
  run: (
    payload: Static<P>,
    context: { readonly signal: AbortSignal; readonly attempt: number },
  ) => Promise<void>,
): Job {
  return { kind, run: run as Job['run'] }
}

export const prepareJobs = (pool: pg.Pool): Promise<void> => runMigrations({ pgPool: pool, logger: quiet })

export interface Workers {
  stop(): Promise<void>
}

interface WorkersOptions {
  readonly pool: pg.Pool
  readonly jobs: readonly Job[]
  readonly schedules: readonly Schedule[]
  readonly log: Log
  /** True when no other process can be alive on this database: everything locked is a leftover. */
  readonly alone: boolean
}

export async function startWorkers({ pool, jobs, schedules, log, alone }: WorkersOptions): Promise<Workers> {
  await releaseLeftovers(pool, alone ? 0 : silenceS)
  const stopping = new AbortController()
  const ids = new Set<string>()
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => ids.add(worker.workerId))
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: workerLog(log, stopping.signal),
    parsedCronItems: parseCronItems(
      schedules.map(({ kind, cron }) => ({
        task: kind.name,
        match: cron,
        payload: {},
        options: { backfillPeriod: 0 },
      })),
    ),
    taskList: Object.fromEntries(
      jobs.map(({ kind, run }) => [
        kind.name,
        async (payload: unknown, helpers: { job: { attempts: number } }) => {
          const { _cron, ...own } = payload as { _cron?: unknown }
          if (!Check(kind.payload, own))
            throw new Error(`the payload of job ${kind.name} breaks its contract`)
          await run(own as never, { signal: stopping.signal, attempt: helpers.job.attempts })
        },
      ]),
    ),
    events,
  })
  const beat = setInterval(() => {
    void showLife(pool, [...ids])
      .then(() => releaseLeftovers(pool, silenceS))
      .catch((error) => log.warn({ error }, 'jobs: no sign of life'))
  }, 5000)
  return {
    async stop() {
      clearInterval(beat)
      stopping.abort()
      await runner.stop()
      await pool.query('delete from kernel.worker where id = any($1)', [[...ids]]).catch(() => {})
    },
  }
}

const silenceS = 30

async function showLife(pool: pg.Pool, ids: string[]): Promise<void> {
  await pool.query(
    `insert into kernel.worker (id) select unnest($1::text[]) on conflict (id) do update set seen_at = now()`,
    [ids],
  )
}

/** Unlocks jobs whose worker has not been seen for `silentS` seconds, nor locked the job within them. */
async function releaseLeftovers(pool: pg.Pool, silentS: number): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct j.locked_by as id from graphile_worker.jobs j
     where j.locked_by is not null and j.locked_at <= now() - make_interval(secs => $1)
       and not exists (select from kernel.worker w where w.id = j.locked_by and w.seen_at > now() - make_interval(secs => $1) and $1 > 0)`,
    [silentS],
  )
  if (rows.length > 0)
    await pool.query('select graphile_worker.force_unlock_workers($1)', [rows.map((row) => row.id)])
  if (silentS === 0) await pool.query('delete from kernel.worker')
}

const quiet = new Logger(() => () => {})

/** Without payloads, which may name people; and silent about jobs that our own stop has cut short: they run again. */
function workerLog(log: Log, stopping: AbortSignal): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const line = { task: scope.taskIdentifier, err: meta?.['error'] }
    if (level === 'error' && !stopping.aborted) log.error(line, `jobs: ${message}`)
    else if (level === 'warning') log.warn(line, `jobs: ${message}`)
  })
}

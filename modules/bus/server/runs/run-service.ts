/** The life of runs: when they begin, who works on them, how they end, what staff see of them. */
import type { Text } from '#kernel/contract/text.ts'
import { newId } from '#kernel/server/id.ts'
import type { Texts } from '#kernel/server/texts.ts'
import { type OriginName, type Run, refuse, runFailed } from '../../contract.ts'
import type { Definitions } from '../definition/definitions.ts'
import { type DatasetRow, findDatasetRow, listDatasetRows } from '../store/datasets.ts'
import {
  addRun,
  claimRun,
  endRun,
  findActiveRun,
  findRun,
  listDue,
  listForsaken,
  listSourceRows,
  noteFailure,
  type RunRow,
  setDue,
  syncSources,
} from '../store/runs.ts'
import { executeRun, type RunParts } from './execute-run.ts'
import { RunFailure } from './failure.ts'
import { runJob } from './jobs.ts'
import { chooseOrigin, maySeed, retryInMinutes } from './rules.ts'
import { RunTaken } from './taken.ts'

export interface RunServiceParts extends RunParts {
  readonly definitions: Definitions
  readonly texts: Texts
}

export type RunService = ReturnType<typeof createRunService>

const never = new AbortController().signal

export function createRunService(parts: RunServiceParts) {
  const { db, now, log, definitions } = parts

  /** A waiting run, or undefined when one is under way already. */
  async function begin(
    sourceId: string,
    o: { origin?: OriginName; force?: boolean; enqueue: boolean },
  ): Promise<string | undefined> {
    const source = definitions.source(sourceId) ?? refuse('bus.no_such_source', { source: sourceId })
    const current = await findDatasetRow(db.read, source.dataset)
    const known = (await listSourceRows(db.read)).find(({ id }) => id === sourceId)
    const origin =
      o.origin ??
      chooseOrigin(source, {
        mirror: parts.means.mirrorDir !== undefined,
        current: current?.origin ?? undefined,
        failures: known?.failures ?? 0,
      })
    if (!source.origins.some(({ name }) => name === origin))
      refuse('bus.no_such_origin', { origin, known: source.origins.map(({ name }) => name).join(', ') })
    const id = newId('run', now())
    return db.write(async (tx) => {
      const at = now()
      const run = { id, source: sourceId, dataset: source.dataset, origin, forced: o.force ?? false, at }
      if (!(await addRun(tx.sql, run))) return undefined
      // The schedule goes on from here even if the process dies; an ending moves it again.
      await setDue(tx.sql, sourceId, new Date(at.getTime() + source.schedule.everyMinutes * 60_000))
      if (o.enqueue)
        await tx.enqueue(runJob, { runId: id }, { key: `bus.run:${id}`, queue: `bus:${sourceId}` })
      return id
    })
  }

  /** Works on a run until it is over. Only an abort leaves it unfinished: the next worker goes on. */
  async function work(runId: string, signal: AbortSignal = never): Promise<void> {
    const worker = newId('wrk', now())
    const run = await db.write((tx) => claimRun(tx.sql, runId, worker, now()))
    if (!run) return
    const source = definitions.source(run.source)
    const dataset = source && definitions.dataset(source.dataset)
    const origin = source?.origins.find(({ name }) => name === run.origin)
    if (!source || !dataset || !origin) {
      await db.write((tx) => endRun(tx.sql, runId, worker, { state: 'cancelled', at: now() }))
      return
    }
    try {
      await executeRun(parts, { run, worker, source, dataset, origin, signal })
    } catch (error) {
      if (error instanceof RunTaken) return
      if (signal.aborted) throw error
      if (!(error instanceof RunFailure)) log.error({ err: error, runId }, 'a run broke')
      const failure = error instanceof RunFailure ? error : new RunFailure('fault', {}, error)
      await fail(run, worker, failure, source.schedule.everyMinutes)
    }
  }

  async function fail(run: RunRow, worker: string, failure: RunFailure, everyMinutes: number): Promise<void> {
    const { code, details } = failure
    await db.write(async (tx) => {
      const problem = { code, details }
      if (!(await endRun(tx.sql, run.id, worker, { state: 'failed', at: now(), problem }))) return
      const failures = await noteFailure(tx.sql, run.source)
      await setDue(
        tx.sql,
        run.source,
        new Date(now().getTime() + retryInMinutes(failures, everyMinutes) * 60_000),
      )
      await tx.record(runFailed, {
        source: run.source,
        dataset: run.dataset,
        runId: run.id,
        origin: run.origin,
        code,
      })
    })
    log.warn({ source: run.source, origin: run.origin, code, ...details }, 'a source was not read')
  }

  return {
    begin,
    work,

    /** Every source that is due, and every run whose worker died. */
    async tick(): Promise<void> {
      const forsaken = await listForsaken(db.read, new Date(now().getTime() - 600_000))
      for (const id of forsaken) {
        await db.write((tx) => tx.enqueue(runJob, { runId: id }, { key: `bus.run:${id}` }))
      }
      for (const id of await listDue(db.read, now())) {
        if (definitions.source(id)) await begin(id, { enqueue: true })
      }
    },

    /** Reads a source here and now and waits for the end. */
    async runSource(sourceId: string, o: { origin?: OriginName; force?: boolean } = {}): Promise<Run> {
      const id = await begin(sourceId, { ...o, enqueue: false })
      if (id === undefined) refuse('bus.already_running', { source: sourceId })
      await work(id)
      return toRun((await findRun(db.read, id)) as RunRow, parts.texts)
    },

    /** The pack's own tables, wherever nothing better has been read yet. A second start finds nothing to do. */
    async seed(): Promise<void> {
      await db.write((tx) =>
        syncSources(
          tx.sql,
          definitions.sources.map(({ id }) => id),
          definitions.datasets.map(({ id }) => id),
          now(),
        ),
      )
      const rows = new Map((await listDatasetRows(db.read)).map((row): [string, DatasetRow] => [row.id, row]))
      const wanted = definitions.sources.filter((source) =>
        maySeed(source, rows.get(source.dataset)?.origin ?? undefined),
      )
      await inTurns(4, wanted, async (source) => {
        const id =
          (await begin(source.id, { origin: 'pack', enqueue: false })) ??
          (await findActiveRun(db.read, source.id))?.id
        if (id !== undefined) await work(id)
        // What the pack holds is a beginning: the source itself is asked at the first tick.
        if (source.origins.some(({ name }) => name !== 'pack'))
          await db.write((tx) => setDue(tx.sql, source.id, now()))
      })
    },

    async cancel(runId: string): Promise<RunRow> {
      const run = (await findRun(db.read, runId)) ?? refuse('bus.no_such_run', { run: runId })
      const ended = await db.write((tx) =>
        endRun(tx.sql, runId, undefined, { state: 'cancelled', at: now() }),
      )
      if (!ended) refuse('bus.not_running', { state: run.state })
      return (await findRun(db.read, runId)) as RunRow
    },
  }
}

/** At most `width` at a time. */
async function inTurns<T>(width: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

export function toRun(row: RunRow, texts: Texts): Run {
  const { version, added, changed, removed } = row
  const problem = problemOf(row, texts)
  return {
    id: row.id,
    source: row.source,
    dataset: row.dataset,
    origin: row.origin,
    state: row.state,
    phase: row.phase,
    read: row.read,
    kept: row.kept,
    rejected: row.rejected,
    bytes: row.bytes,
    createdAt: row.createdAt.toISOString(),
    ...(row.startedAt && { startedAt: row.startedAt.toISOString() }),
    ...(row.finishedAt && { finishedAt: row.finishedAt.toISOString() }),
    ...(problem && { problem }),
    ...(version !== null && {
      change: { version, added: added ?? 0, changed: changed ?? 0, removed: removed ?? 0 },
    }),
  }
}

/** What went wrong, said in every language. */
export function problemOf(row: RunRow, texts: Texts): { code: string; text: Text } | undefined {
  if (row.problemCode === null) return undefined
  const id = `bus-failed-${row.problemCode}`
  const details = { ...row.problemDetails }
  return {
    code: row.problemCode,
    text: {
      ru: texts.find(id, 'ru', details) ?? row.problemCode,
      en: texts.find(id, 'en', details) ?? row.problemCode,
    },
  }
}

/** A worker takes a run and brings it to an end. Only an abort leaves it unfinished: the next worker goes on. */
import { newId } from '#kernel/server/id.ts'
import { runFailed } from '../../contract.ts'
import { claimRun, endRun, noteFailure, type RunRow, setDue } from '../store/runs.ts'
import { executeRun } from './execute-run.ts'
import { RunFailure } from './failure.ts'
import type { RunServiceParts } from './parts.ts'
import { retryInMinutes } from './rules.ts'
import { RunTaken } from './taken.ts'

const never = new AbortController().signal

export async function workOnRun(
  parts: RunServiceParts,
  runId: string,
  signal: AbortSignal = never,
): Promise<void> {
  const { db, now, log, definitions } = parts
  const worker = newId('wrk', now())
  const run = await db.write((tx) => claimRun(tx.sql, runId, worker, now()))
  if (!run) return
  const source = definitions.source(run.source)
  const dataset = source && definitions.dataset(source.dataset)
  const origin = source?.origins.find(({ name }) => name === run.origin)
  if (!source || !dataset || !origin) {
    // The pack no longer has it.
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
    await failRun(parts, { run, worker, failure, everyMinutes: source.schedule.everyMinutes })
  }
}

interface Failed {
  readonly run: RunRow
  readonly worker: string
  readonly failure: RunFailure
  readonly everyMinutes: number
}

async function failRun(
  { db, now, log }: RunServiceParts,
  { run, worker, failure, everyMinutes }: Failed,
): Promise<void> {
  const { code, details } = failure
  await db.write(async (tx) => {
    const problem = { code, details }
    if (!(await endRun(tx.sql, run.id, worker, { state: 'failed', at: now(), problem }))) return
    const waitMs = retryInMinutes(await noteFailure(tx.sql, run.source), everyMinutes) * 60_000
    await setDue(tx.sql, run.source, new Date(now().getTime() + waitMs))
    const { source, dataset, origin } = run
    await tx.record(runFailed, { source, dataset, runId: run.id, origin, code })
  })
  log.warn({ source: run.source, origin: run.origin, code, ...details }, 'a source was not read')
}

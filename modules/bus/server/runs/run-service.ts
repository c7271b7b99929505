/** The life of runs: when they begin, who works on them, how they are stopped. */
import { type OriginName, type Run, refuse } from '../../contract.ts'
import { endRun, findRun, listDue, listForsaken, type RunRow } from '../store/runs.ts'
import { beginRun, type Wish } from './begin-run.ts'
import { runJob } from './jobs.ts'
import type { RunServiceParts } from './parts.ts'
import { toRun } from './run-words.ts'
import { seed } from './seed.ts'
import { workOnRun } from './work-on-run.ts'

export type RunService = ReturnType<typeof createRunService>

/** A run nobody has touched for so long has lost its worker and its job. */
const forsakenAfterMs = 600_000

export function createRunService(parts: RunServiceParts) {
  const { db, now, definitions } = parts
  const begin = (sourceId: string, wish: Wish) => beginRun(parts, sourceId, wish)
  const work = (runId: string, signal?: AbortSignal) => workOnRun(parts, runId, signal)

  return {
    begin,
    work,
    seed: () => seed(parts),

    /** Every source that is due, and every run whose worker died. */
    async tick(): Promise<void> {
      const forsaken = await listForsaken(db.read, new Date(now().getTime() - forsakenAfterMs))
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

    async cancel(runId: string): Promise<RunRow> {
      const run = (await findRun(db.read, runId)) ?? refuse('bus.no_such_run', { run: runId })
      const end = { state: 'cancelled', at: now() } as const
      if (!(await db.write((tx) => endRun(tx.sql, runId, undefined, end))))
        refuse('bus.not_running', { state: run.state })
      return (await findRun(db.read, runId)) as RunRow
    },
  }
}

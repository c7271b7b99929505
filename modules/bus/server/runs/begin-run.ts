import { newId } from '#kernel/server/id.ts'
import { type OriginName, refuse } from '../../contract.ts'
import { findDatasetRow } from '../store/datasets.ts'
import { addRun, listSourceRows, setDue } from '../store/runs.ts'
import { runJob } from './jobs.ts'
import type { RunServiceParts } from './parts.ts'
import { chooseOrigin } from './rules.ts'

export interface Wish {
  readonly origin?: OriginName
  readonly force?: boolean
  /** False: whoever begins the run also works on it. */
  readonly enqueue: boolean
}

/** Makes a run that waits for a worker; undefined when the source is being read already. */
export async function beginRun(
  parts: RunServiceParts,
  sourceId: string,
  wish: Wish,
): Promise<string | undefined> {
  const { db, now, definitions } = parts
  const source = definitions.source(sourceId) ?? refuse('bus.no_such_source', { source: sourceId })
  const current = await findDatasetRow(db.read, source.dataset)
  const known = (await listSourceRows(db.read)).find(({ id }) => id === sourceId)
  const origin =
    wish.origin ??
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
    const run = { id, source: sourceId, dataset: source.dataset, origin, forced: wish.force ?? false, at }
    if (!(await addRun(tx.sql, run))) return undefined
    // The schedule goes on from here even if the process dies; an ending moves it again.
    await setDue(tx.sql, sourceId, new Date(at.getTime() + source.schedule.everyMinutes * 60_000))
    if (wish.enqueue)
      await tx.enqueue(runJob, { runId: id }, { key: `bus.run:${id}`, queue: `bus:${sourceId}` })
    return id
  })
}

/** The pack's own tables at the start, so that there is something to show before any system has answered. */
import { listDatasetRows } from '../store/datasets.ts'
import { findActiveRun, setDue, syncSources } from '../store/runs.ts'
import { beginRun } from './begin-run.ts'
import type { RunServiceParts } from './parts.ts'
import { maySeed } from './rules.ts'
import { workOnRun } from './work-on-run.ts'

/** Done when files of the pack have changed; sources with another origin are asked at the first tick after it. */
export async function seed(parts: RunServiceParts): Promise<void> {
  const { db, now, definitions } = parts
  const ids = definitions.sources.map(({ id }) => id)
  const datasets = definitions.datasets.map(({ id }) => id)
  await db.write((tx) => syncSources(tx.sql, ids, datasets, now()))
  const rows = await listDatasetRows(db.read)
  await inTurns(4, definitions.sources, async (source) => {
    const current = rows.find(({ id }) => id === source.dataset)?.origin ?? undefined
    if (maySeed(source, current)) await readPackTable(parts, source.id)
    if (source.origins.some(({ name }) => name !== 'pack'))
      await db.write((tx) => setDue(tx.sql, source.id, now()))
  })
}

async function readPackTable(parts: RunServiceParts, sourceId: string): Promise<void> {
  const begun = await beginRun(parts, sourceId, { origin: 'pack', enqueue: false })
  // A seeding that was killed goes on; a run of another origin is left to its worker.
  const active = begun === undefined ? await findActiveRun(parts.db.read, sourceId) : undefined
  const id = begun ?? (active?.origin === 'pack' ? active.id : undefined)
  if (id !== undefined) await workOnRun(parts, id)
}

/** At most `width` at a time. */
async function inTurns<T>(width: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

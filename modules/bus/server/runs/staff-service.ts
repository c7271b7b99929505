/** What staff see and do about sources and runs. */
import type { Db } from '#kernel/server/db.ts'
import type { Texts } from '#kernel/server/texts.ts'
import { type OriginName, type Reject, type Run, refuse, type SourceCard } from '../../contract.ts'
import type { Definitions } from '../definition/definitions.ts'
import { freshnessOf } from '../definition/freshness.ts'
import type { SourceFile } from '../definition/source.ts'
import { type DatasetRow, listDatasetRows } from '../store/datasets.ts'
import {
  type BusTables,
  findRun,
  lastRuns,
  listRejectRows,
  listRunRows,
  listSourceRows,
  type RunRow,
  readsOf,
  type SourceRow,
} from '../store/runs.ts'
import type { RunService } from './run-service.ts'
import { problemOf, toRun } from './run-words.ts'

interface StaffParts {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly texts: Texts
  readonly definitions: Definitions
  readonly runs: RunService
}

export function createStaffService({ db, now, texts, definitions, runs }: StaffParts) {
  const requireSource = (id: string) => definitions.source(id) ?? refuse('bus.no_such_source', { source: id })

  const toCard = (source: SourceFile, known: Known): SourceCard => {
    const { state, row, run } = known
    const days = definitions.dataset(source.dataset)?.freshness.days ?? 0
    const freshness = freshnessOf(days, row?.asOf ?? null, now())
    const problem = run?.state === 'failed' ? problemOf(run, texts) : undefined
    return {
      id: source.id,
      name: source.name,
      owner: source.owner,
      dataset: source.dataset,
      origins: source.origins.map(({ name }) => name),
      everyMinutes: source.schedule.everyMinutes,
      version: row?.version ?? 0,
      rows: row?.rows ?? 0,
      ...(row?.origin && { origin: row.origin }),
      freshness,
      status: statusOf(run, row?.version ?? 0, freshness.stale),
      ...(problem && { problem }),
      failures: state?.failures ?? 0,
      rejects: state?.rejects ?? 0,
      ...(state && { nextDueAt: state.nextDueAt.toISOString() }),
      ...(run && { lastRun: toRun(run, texts) }),
    }
  }

  return {
    async listSources(): Promise<{ items: SourceCard[] }> {
      const [states, datasets, last] = await Promise.all([
        listSourceRows(db.read),
        listDatasetRows(db.read),
        lastRuns(db.read),
      ])
      const items = definitions.sources.map((source) =>
        toCard(source, {
          state: states.find(({ id }) => id === source.id),
          row: datasets.find(({ id }) => id === source.dataset),
          run: last.find((one) => one.source === source.id),
        }),
      )
      return { items }
    },

    async listRuns({ sourceId, after, limit = 50 }: { sourceId: string; after?: string; limit?: number }) {
      requireSource(sourceId)
      const rows = await listRunRows(db.read, sourceId, after, limit + 1)
      return toPage(
        rows.map((row) => toRun(row, texts)),
        limit,
      )
    },

    async getRun({ runId }: { runId: string }) {
      const row = (await findRun(db.read, runId)) ?? refuse('bus.no_such_run', { run: runId })
      const reads = await readsOf(db.read, runId)
      return {
        run: toRun(row, texts),
        rejects: Object.entries(row.reasons).map(([name, rows]) => {
          const [code = name, field] = name.split(':')
          return { code, ...(field !== undefined && { field }), rows }
        }),
        reads: reads.map(({ address, hash, size, readAt }) => ({
          from: address,
          hash,
          bytes: size,
          at: readAt.toISOString(),
        })),
      }
    },

    async runNow({
      sourceId,
      origin,
      force,
    }: {
      sourceId: string
      origin?: OriginName
      force?: boolean
    }): Promise<Run> {
      const id = await runs.begin(sourceId, {
        ...(origin && { origin }),
        ...(force !== undefined && { force }),
        enqueue: true,
      })
      if (id === undefined) refuse('bus.already_running', { source: sourceId })
      return toRun((await findRun(db.read, id)) as RunRow, texts)
    },

    cancel: async ({ runId }: { runId: string }): Promise<Run> => toRun(await runs.cancel(runId), texts),

    async listRejects(o: { sourceId: string; code?: string; after?: string; limit?: number }) {
      requireSource(o.sourceId)
      const limit = o.limit ?? 50
      const rows = await listRejectRows(db.read, o.sourceId, o.code, o.after, limit + 1)
      return toPage(
        rows.map(
          ({ field, firstSeenAt, lastSeenAt, ...row }): Reject => ({
            ...row,
            ...(field !== null && { field }),
            firstSeenAt: firstSeenAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
          }),
        ),
        limit,
      )
    },
  }
}

interface Known {
  readonly state: SourceRow | undefined
  readonly row: DatasetRow | undefined
  readonly run: RunRow | undefined
}

function statusOf(run: RunRow | undefined, version: number, stale: boolean): SourceCard['status'] {
  if (run?.state === 'waiting' || run?.state === 'running') return 'running'
  if (version === 0) return 'never'
  if (stale) return 'late'
  return run?.state === 'failed' ? 'failing' : 'good'
}

/** One row more than the page tells that there is a next one. */
function toPage<T extends { readonly id: string }>(rows: T[], limit: number): { items: T[]; next?: string } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: last.id } : { items }
}

/** A run as staff and cards see it. */
import type { Text } from '#kernel/contract/text.ts'
import type { Texts } from '#kernel/server/texts.ts'
import type { Run } from '../../contract.ts'
import type { RunRow } from '../store/runs.ts'

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

/** Where decoded rows go: batches that commit with the cursor, and rows already stored are passed over. */
import { createHash } from 'node:crypto'
import type { Db } from '#kernel/server/db.ts'
import type { DatasetDefinition } from '../definition/definitions.ts'
import { isKept, type KeptRow, toKeptRow } from '../definition/row.ts'
import type { SourceFile } from '../definition/source.ts'
import type { RowProblem } from '../ops/op.ts'
import type { PipelineResult } from '../ops/pipeline.ts'
import { addBatch, type BusTables, putDoubles, type RejectRow, type RunRow } from '../store/runs.ts'
import { RunTaken } from './taken.ts'

interface SinkParts {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly batchSize: number
  readonly run: RunRow
  readonly worker: string
  readonly source: SourceFile
  readonly dataset: DatasetDefinition
}

/** How many rejects of a run are kept word for word; the others are counted. */
const keptRejects = 5_000
const keptRawLength = 20_000

export function createSink({ db, now, batchSize, run, worker, source, dataset }: SinkParts) {
  const reasons: Record<string, number> = { ...run.reasons }
  let cursor = { readsDone: run.readsDone, rowsDone: run.rowsDone }
  let rows: KeptRow[] = []
  let rejects: RejectRow[] = []
  let rejected = 0
  let read = 0
  let seen = 0
  let stored = run.rejected

  const isStored = (n: number, row: number) =>
    n < run.readsDone || (n === run.readsDone && row <= run.rowsDone)

  const reject = (problem: RowProblem, raw: unknown) => {
    const name = problem.field ? `${problem.code}:${problem.field}` : problem.code
    reasons[name] = (reasons[name] ?? 0) + 1
    rejected++
    if (stored++ < keptRejects) rejects.push(toReject(problem, raw))
  }

  const flush = async () => {
    if (read === 0 && cursor.readsDone === run.readsDone && cursor.rowsDone === run.rowsDone) return
    const batch = { ...cursor, read, rows, rejects, rejected, reasons }
    await db.write(async (tx) => {
      const { mine, doubles } = await addBatch(tx.sql, run.id, worker, batch, now())
      if (!mine) throw new RunTaken()
      if (doubles.length === 0) return
      reasons['double_key'] = (reasons['double_key'] ?? 0) + doubles.length
      const found = doubles.map((key) =>
        toReject(doubleOf(key), rows.findLast((row) => row.key === key)?.body),
      )
      await putDoubles(tx.sql, source.id, run.id, found, reasons, now())
    })
    rows = []
    rejects = []
    rejected = 0
    read = 0
  }

  return {
    /** True after a batch was committed. */
    async add(
      at: { readonly n: number; readonly rows: number },
      result: PipelineResult,
      raw: unknown,
    ): Promise<boolean> {
      seen++
      if (isStored(at.n, at.rows)) return false
      read++
      for (const row of result.rows) {
        const kept = toKeptRow(row, dataset, source.key)
        if (isKept(kept)) rows.push(kept)
        else reject(kept, raw)
      }
      for (const problem of result.rejects) reject(problem, raw)
      cursor = { readsDone: at.n, rowsDone: at.rows }
      if (read < batchSize) return false
      await flush()
      return true
    },
    async endRead(n: number): Promise<void> {
      if (n < run.readsDone) return
      cursor = { readsDone: n + 1, rowsDone: 0 }
      await flush()
    },
    seen: () => seen,
  }
}

const doubleOf = (key: string): RowProblem => ({ code: 'double_key', message: `ключ «${key}» уже был` })

function toReject({ code, field, message }: RowProblem, raw: unknown): RejectRow {
  const text = JSON.stringify(raw ?? null).replace(/\\u(0000|d[89a-f][0-9a-f]{2})/gi, '\uFFFD')
  const short = text.length <= keptRawLength ? text : JSON.stringify({ cut: text.slice(0, keptRawLength) })
  const id = createHash('sha256')
    .update(`${code}\0${field ?? ''}\0${text}`)
    .digest('hex')
    .slice(0, 24)
  return { id, code, field: field ?? null, message: message.slice(0, 300), raw: short }
}

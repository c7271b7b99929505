/**
 * One run from its first byte to a new version. Each batch commits with its cursor; bytes are kept before
 * they are read, so a run that was killed goes on over the very same bytes and stores no row twice.
 */

import type { Db } from '#kernel/server/db.ts'
import type { Files } from '#kernel/server/files.ts'
import type { Log } from '#kernel/server/log.ts'
import { versionPublished } from '../../contract.ts'
import { decoders } from '../decoders/index.ts'
import type { DatasetDefinition } from '../definition/definitions.ts'
import type { Origin, SourceFile } from '../definition/source.ts'
import type { OpContext } from '../ops/op.ts'
import { type OpSpec, startPipeline } from '../ops/pipeline.ts'
import { progressKinds } from '../progress/index.ts'
import { findDatasetRow, lockDataset, noteGood, publishStaged } from '../store/datasets.ts'
import {
  addRead,
  type BusTables,
  endRun,
  findRun,
  forgetOldRejects,
  listSourceRows,
  noteSuccess,
  type ReadRow,
  type RunRow,
  readsOf,
  startPublishing,
} from '../store/runs.ts'
import { transports } from '../transports/index.ts'
import type { Answer, Means } from '../transports/transport.ts'
import { RunFailure } from './failure.ts'
import { type Caps, capsOf, guardsOf, judge } from './rules.ts'
import { createSink } from './sink.ts'
import { RunTaken } from './taken.ts'

export interface RunParts {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly log: Log
  readonly files: Files
  readonly means: Omit<Means, 'maxBytes' | 'signal' | 'validators'>
  readonly context: Omit<OpContext, 'at'>
  readonly timeZone: string
  /** Rows of the source in one transaction. */
  readonly batchSize: number
}

export interface RunTask {
  readonly run: RunRow
  readonly worker: string
  readonly source: SourceFile
  readonly dataset: DatasetDefinition
  readonly origin: Origin
  readonly signal: AbortSignal
}

/** Reads everything and publishes it. Throws `RunFailure`, `RunTaken`, or the abort of the signal. */
export async function executeRun(parts: RunParts, task: RunTask): Promise<void> {
  const validators = await validatorsOf(parts, task)
  const read = await readAll(parts, task, validators)
  await publish(parts, task, read)
}

interface WhatWasRead {
  /** False: the far side said that nothing had changed. */
  readonly anything: boolean
  readonly validators: Readonly<Record<string, string>>
}

async function readAll(
  parts: RunParts,
  task: RunTask,
  validators: Record<string, string>,
): Promise<WhatWasRead> {
  const { origin, run, source, dataset, signal } = task
  const going = byName(progressKinds, origin.progress?.kind ?? 'none')
  const spec = (origin.progress ?? { kind: 'none' }) as never
  const decode = byName(decoders, origin.decoder.kind)
  const at = { now: run.startedAt ?? parts.now(), timeZone: parts.timeZone, lang: 'ru' as const }
  const pass = startPipeline(origin.ops as OpSpec[], { ...parts.context, at })
  const sink = createSink({ ...parts, run, worker: task.worker, source, dataset })
  const earlier = await readsOf(parts.db.read, run.id)
  const caps = capsOf(source)
  const start = byName(transports, origin.transport.kind).address(origin.transport as never)
  let kept: Record<string, string> = {}
  let bytes = 0

  let address: string | undefined = going.first?.(start, spec) ?? start
  for (let n = 0; address !== undefined; n++) {
    const answer: Answer | undefined = await obtain(parts, task, {
      n,
      address,
      earlier: earlier[n],
      validators,
      caps,
    })
    if (!answer) return { anything: false, validators }
    bytes += answer.bytes.byteLength
    if (n === 0) kept = answer.headers as Record<string, string>
    let rows = 0
    for (const decoded of decode.decode(answer.bytes, origin.decoder as never)) {
      rows++
      const result = 'row' in decoded ? await pass(decoded.row) : { rows: [], rejects: [decoded.reject] }
      const raw = 'row' in decoded ? decoded.row : decoded.raw
      if (await sink.add({ n, rows }, result, raw)) stopIfTooMuch(parts, task, caps, sink.seen(), bytes)
    }
    await sink.endRead(n)
    stopIfTooMuch(parts, task, caps, sink.seen(), bytes)
    signal.throwIfAborted()
    address = going.next({ address, n, rows, bytes: answer.bytes, headers: answer.headers }, spec)
  }
  return { anything: true, validators: going.asksForChange ? pick(kept, ['etag', 'last-modified']) : {} }
}

interface Wanted {
  readonly n: number
  readonly address: string
  readonly earlier: ReadRow | undefined
  readonly validators: Readonly<Record<string, string>>
  readonly caps: Caps
}

/** Bytes of one answer: those of an interrupted run are in the file store already. */
async function obtain(parts: RunParts, task: RunTask, wanted: Wanted): Promise<Answer | undefined> {
  const { n, address, earlier, caps } = wanted
  const stored = earlier && (await parts.files.get(earlier.hash))
  if (earlier && stored) return { bytes: stored, headers: earlier.headers }
  const transport = byName(transports, task.origin.transport.kind)
  const answer = await transport.read(address, task.origin.transport as never, task.origin.name, {
    ...parts.means,
    maxBytes: caps.bytes,
    signal: task.signal,
    validators: n === 0 ? wanted.validators : {},
  })
  if (!answer) return undefined
  const { hash, size } = await parts.files.put(answer.bytes)
  const headers = pick(answer.headers, ['etag', 'last-modified', 'link', 'content-type'])
  const read = { n, address, hash, size, headers, readAt: parts.now() }
  if (!(await parts.db.write((tx) => addRead(tx.sql, task.run.id, task.worker, read)))) throw new RunTaken()
  return { bytes: answer.bytes, headers }
}

function stopIfTooMuch(
  parts: RunParts,
  { run, signal }: RunTask,
  caps: Caps,
  rows: number,
  bytes: number,
): void {
  signal.throwIfAborted()
  if (rows > caps.rows) throw new RunFailure('too_many_rows', { limit: caps.rows })
  if (bytes > caps.bytes) throw new RunFailure('too_many_bytes', { limit: caps.bytes })
  const minutes = (parts.now().getTime() - (run.startedAt ?? run.createdAt).getTime()) / 60_000
  if (minutes > caps.minutes) throw new RunFailure('too_long', { limit: caps.minutes })
}

/** The last transaction: guards, differences, a new version, the fact of it. */
async function publish(parts: RunParts, task: RunTask, read: WhatWasRead): Promise<void> {
  const { run, worker, source, origin } = task
  if (!(await parts.db.write((tx) => startPublishing(tx.sql, run.id, worker)))) throw new RunTaken()
  await parts.db.write(async (tx) => {
    const current = await lockDataset(tx.sql, source.dataset)
    const reached = (await findRun(tx.sql, run.id)) ?? run
    const at = parts.now()
    const asOf = origin.asOf ? new Date(`${origin.asOf}T00:00:00Z`) : (run.startedAt ?? at)
    const good = { origin: origin.name, asOf, runId: run.id, at }
    if (read.anything) {
      const { kept, rejected } = reached
      const verdict = judge(
        { read: reached.read, kept, rejected, current: current?.rows ?? 0, forced: run.forced },
        guardsOf(source),
      )
      if (verdict !== 'good') throw new RunFailure(verdict.code, verdict.details)
      const { version, ...change } = await publishStaged(tx.sql, source.dataset, run.id, at)
      await noteGood(tx.sql, source.dataset, { ...good, version, rows: kept })
      await forgetOldRejects(tx.sql, source.id, run.id)
      const ended = await endRun(tx.sql, run.id, worker, {
        state: version === null ? 'unchanged' : 'published',
        at,
        change: { version: version ?? current?.version ?? 0, ...change },
      })
      if (!ended) throw new RunTaken()
      if (version !== null)
        await tx.record(versionPublished, {
          dataset: source.dataset,
          version,
          rows: kept,
          ...change,
          origin: origin.name,
          runId: run.id,
          asOf: asOf.toISOString(),
        })
    } else {
      await noteGood(tx.sql, source.dataset, { ...good, version: null, rows: undefined })
      if (!(await endRun(tx.sql, run.id, worker, { state: 'unchanged', at }))) throw new RunTaken()
    }
    const nextDueAt = new Date(at.getTime() + source.schedule.everyMinutes * 60_000)
    await noteSuccess(tx.sql, source.id, nextDueAt, { [origin.name]: read.validators })
  })
}

/** Only rows that are still there may be confirmed by a «not modified». */
async function validatorsOf({ db }: RunParts, { source, origin }: RunTask): Promise<Record<string, string>> {
  if (!byName(progressKinds, origin.progress?.kind ?? 'none').asksForChange) return {}
  const current = await findDatasetRow(db.read, source.dataset)
  if (!current || current.version === 0 || current.origin !== origin.name) return {}
  const known = (await listSourceRows(db.read)).find(({ id }) => id === source.id)
  return { ...known?.validators[origin.name] }
}

function byName<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name)
  if (!found) throw new Error(`the pack was not checked: ${name} is not known`)
  return found
}

const pick = (headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))

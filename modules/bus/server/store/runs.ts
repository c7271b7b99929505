/** Sources, runs and quarantine in the database. */
import { type Kysely, sql } from 'kysely'
import type { OriginName } from '../../contract.ts'
import type { KeptRow } from '../definition/row.ts'

/** Everything is plain SQL here; the type only keeps other modules' tables out. */
export type BusTables = Record<never, never>
export type BusDb = Kysely<BusTables>

export interface RunRow {
  readonly id: string
  readonly source: string
  readonly dataset: string
  readonly origin: OriginName
  readonly state: 'waiting' | 'running' | 'published' | 'unchanged' | 'failed' | 'cancelled'
  readonly phase: 'reading' | 'publishing' | 'over'
  readonly forced: boolean
  readonly readsDone: number
  readonly rowsDone: number
  readonly read: number
  readonly kept: number
  readonly rejected: number
  readonly bytes: number
  readonly reasons: Readonly<Record<string, number>>
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly problemCode: string | null
  readonly problemDetails: Readonly<Record<string, string | number>> | null
  readonly version: number | null
  readonly added: number | null
  readonly changed: number | null
  readonly removed: number | null
}

const runColumns = sql`id, source, dataset, origin, state, phase, forced, reads_done as "readsDone", rows_done as "rowsDone",
  read, kept, rejected, bytes, reasons, created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
  problem_code as "problemCode", problem_details as "problemDetails", version, added, changed, removed`

export async function syncSources(
  db: BusDb,
  ids: readonly string[],
  datasets: readonly string[],
  at: Date,
): Promise<void> {
  await sql`insert into bus.source (id, next_due_at) select s, ${at}::timestamptz from unnest(${ids}::text[]) s on conflict do nothing`.execute(
    db,
  )
  await sql`insert into bus.dataset (id) select d from unnest(${datasets}::text[]) d on conflict do nothing`.execute(
    db,
  )
}

/** False when another run of the source is under way. */
export async function addRun(
  db: BusDb,
  run: { id: string; source: string; dataset: string; origin: OriginName; forced: boolean; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into bus.run (id, source, dataset, origin, state, forced, created_at, beat_at)
    values (${run.id}, ${run.source}, ${run.dataset}, ${run.origin}, 'waiting', ${run.forced}, ${run.at}, ${run.at})
    on conflict (source) where state in ('waiting', 'running') do nothing returning id`.execute(db)
  return rows.length > 0
}

export async function findRun(db: BusDb, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select ${runColumns} from bus.run where id = ${id}`.execute(db)
  return rows[0]
}

export async function findActiveRun(db: BusDb, source: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${runColumns} from bus.run where source = ${source} and state in ('waiting', 'running')`.execute(
    db,
  )
  return rows[0]
}

/** Newest first, from the run `after` on. */
export async function listRunRows(
  db: BusDb,
  source: string,
  after: string | undefined,
  limit: number,
): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${runColumns} from bus.run
    where source = ${source} and (${after ?? null}::text is null
      or (created_at, id) < (select created_at, id from bus.run where id = ${after ?? null}))
    order by created_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

export async function lastRuns(db: BusDb): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select distinct on (source) ${runColumns} from bus.run order by source, created_at desc, id desc`.execute(
    db,
  )
  return rows
}

/** Runs that nobody has worked on for a while though they are not over: their process died. */
export async function listForsaken(db: BusDb, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from bus.run where state in ('waiting', 'running') and beat_at < ${before}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Takes a run over. Whoever worked on it before finds its next batch refused. */
export async function claimRun(db: BusDb, id: string, worker: string, at: Date): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    update bus.run set state = 'running', worker = ${worker}, beat_at = ${at}, started_at = coalesce(started_at, ${at})
    where id = ${id} and state in ('waiting', 'running') returning ${runColumns}`.execute(db)
  return rows[0]
}

export interface ReadRow {
  readonly n: number
  readonly address: string
  readonly hash: string
  readonly size: number
  readonly headers: Readonly<Record<string, string>>
  readonly readAt: Date
}

export async function readsOf(db: BusDb, runId: string): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`
    select n, address, hash, size, headers, read_at as "readAt" from bus.run_read where run_id = ${runId} order by n`.execute(
    db,
  )
  return rows
}

export async function addRead(db: BusDb, runId: string, worker: string, read: ReadRow): Promise<boolean> {
  const { rows } = await sql`
    with mine as (
      update bus.run set bytes = bytes + ${read.size}, beat_at = ${read.readAt}
      where id = ${runId} and worker = ${worker} and state = 'running' returning id
    )
    insert into bus.run_read (run_id, n, address, hash, size, headers, read_at)
    select id, ${read.n}, ${read.address}, ${read.hash}, ${read.size}, ${JSON.stringify(read.headers)}::jsonb, ${read.readAt}
    from mine returning n`.execute(db)
  return rows.length > 0
}

export interface RejectRow {
  readonly id: string
  readonly code: string
  readonly field: string | null
  readonly message: string
  /** JSON text. */
  readonly raw: string
}

export interface BatchRows {
  readonly readsDone: number
  readonly rowsDone: number
  readonly read: number
  readonly rows: readonly KeptRow[]
  readonly rejects: readonly RejectRow[]
  readonly rejected: number
  readonly reasons: Readonly<Record<string, number>>
}

/**
 * One batch: rows, rejects, cursor and figures together. False when the run is no longer this worker's.
 * A key that the run has seen already keeps its first row; `doubles` names the later ones.
 */
export async function addBatch(
  db: BusDb,
  runId: string,
  worker: string,
  batch: BatchRows,
  at: Date,
): Promise<{ mine: boolean; doubles: string[] }> {
  const { rows: mine } = await sql<{ source: string }>`
    update bus.run set reads_done = ${batch.readsDone}, rows_done = ${batch.rowsDone}, read = read + ${batch.read},
      rejected = rejected + ${batch.rejected}, reasons = ${JSON.stringify(batch.reasons)}::jsonb, beat_at = ${at}
    where id = ${runId} and worker = ${worker} and state = 'running' returning source`.execute(db)
  const source = mine[0]?.source
  if (source === undefined) return { mine: false, doubles: [] }
  const { rows: added } = await sql<{ key: string }>`
    insert into bus.staged (run_id, key, hash, body, lat, lon, title_words, words)
    select ${runId}, key, hash, body, lat, lon, "titleWords", words from jsonb_to_recordset(${JSON.stringify(batch.rows)}::jsonb)
      as row(key text, hash text, body jsonb, lat float8, lon float8, "titleWords" text, words text)
    on conflict do nothing returning key`.execute(db)
  await sql`update bus.run set kept = kept + ${added.length} where id = ${runId}`.execute(db)
  if (batch.rejects.length > 0) await putRejects(db, source, runId, batch.rejects, at)
  const stored = new Set(added.map(({ key }) => key))
  const doubles = batch.rows.map(({ key }) => key).filter((key) => !stored.delete(key))
  return { mine: true, doubles }
}

async function putRejects(
  db: BusDb,
  source: string,
  runId: string,
  rejects: readonly RejectRow[],
  at: Date,
): Promise<void> {
  await sql`
    insert into bus.reject (source, id, code, field, message, raw, run_id, first_seen_at, last_seen_at)
    select distinct on (id) ${source}, id, code, field, message, raw::jsonb, ${runId}, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rejects)}::jsonb) as row(id text, code text, field text, message text, raw text)
    on conflict (source, id) do update set run_id = excluded.run_id, last_seen_at = excluded.last_seen_at,
      message = excluded.message`.execute(db)
}

/** Doubles are found while a batch is written, so they are noted after it, in the same transaction. */
export async function putDoubles(
  db: BusDb,
  source: string,
  runId: string,
  rejects: readonly RejectRow[],
  reasons: Readonly<Record<string, number>>,
  at: Date,
): Promise<void> {
  await sql`update bus.run set rejected = rejected + ${rejects.length}, reasons = ${JSON.stringify(reasons)}::jsonb where id = ${runId}`.execute(
    db,
  )
  await putRejects(db, source, runId, rejects, at)
}

export async function startPublishing(db: BusDb, id: string, worker: string): Promise<boolean> {
  const { rows } = await sql`
    update bus.run set phase = 'publishing' where id = ${id} and worker = ${worker} and state = 'running' returning id`.execute(
    db,
  )
  return rows.length > 0
}

export interface RunEnd {
  readonly state: 'published' | 'unchanged' | 'failed' | 'cancelled'
  readonly at: Date
  readonly problem?: { readonly code: string; readonly details: Readonly<Record<string, string | number>> }
  readonly change?: {
    readonly version: number
    readonly added: number
    readonly changed: number
    readonly removed: number
  }
}

/** Ends a run of this worker and empties what it had staged. False when the run is somebody else's or over. */
export async function endRun(
  db: BusDb,
  id: string,
  worker: string | undefined,
  end: RunEnd,
): Promise<boolean> {
  const { rows } = await sql`
    update bus.run set state = ${end.state}, phase = 'over', finished_at = ${end.at},
      problem_code = ${end.problem?.code ?? null}, problem_details = ${end.problem ? JSON.stringify(end.problem.details) : null}::jsonb,
      version = ${end.change?.version ?? null}, added = ${end.change?.added ?? null},
      changed = ${end.change?.changed ?? null}, removed = ${end.change?.removed ?? null}
    where id = ${id} and state in ('waiting', 'running') and (${worker ?? null}::text is null or worker = ${worker ?? null})
    returning id`.execute(db)
  if (rows.length > 0) await dropStaged(db, id)
  return rows.length > 0
}

async function dropStaged(db: BusDb, runId: string): Promise<void> {
  await sql`delete from bus.staged where run_id = ${runId}`.execute(db)
}

export interface SourceRow {
  readonly id: string
  readonly nextDueAt: Date
  readonly failures: number
  readonly validators: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly rejects: number
}

export async function listSourceRows(db: BusDb): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select id, next_due_at as "nextDueAt", failures, validators,
      (select count(*) from bus.reject where reject.source = source.id) as rejects from bus.source`.execute(
    db,
  )
  return rows
}

export async function listDue(db: BusDb, at: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from bus.source where next_due_at <= ${at}
      and not exists (select from bus.run where run.source = source.id and run.state in ('waiting', 'running'))`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export async function setDue(db: BusDb, source: string, at: Date): Promise<void> {
  await sql`update bus.source set next_due_at = ${at} where id = ${source}`.execute(db)
}

export async function noteSuccess(
  db: BusDb,
  source: string,
  nextDueAt: Date,
  validators: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<void> {
  await sql`
    update bus.source set failures = 0, next_due_at = ${nextDueAt}, validators = validators || ${JSON.stringify(validators)}::jsonb
    where id = ${source}`.execute(db)
}

/** How many times in a row, this one included. */
export async function noteFailure(db: BusDb, source: string): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    update bus.source set failures = failures + 1 where id = ${source} returning failures`.execute(db)
  return rows[0]?.failures ?? 1
}

/** Rows of earlier runs that the source no longer gives, or that are good by now. */
export async function forgetOldRejects(db: BusDb, source: string, runId: string): Promise<void> {
  await sql`delete from bus.reject where source = ${source} and run_id <> ${runId}`.execute(db)
}

export interface RejectSeen {
  readonly id: string
  readonly code: string
  readonly field: string | null
  readonly message: string
  readonly raw: unknown
  readonly runId: string
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

export async function listRejectRows(
  db: BusDb,
  source: string,
  code: string | undefined,
  after: string | undefined,
  limit: number,
): Promise<RejectSeen[]> {
  const { rows } = await sql<RejectSeen>`
    select id, code, field, message, raw, run_id as "runId", first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
    from bus.reject where source = ${source} and (${code ?? null}::text is null or code = ${code ?? null})
      and (${after ?? null}::text is null or id > ${after ?? null}) order by id limit ${limit}`.execute(db)
  return rows
}

/** Current rows of datasets and the log of their changes. */
import { sql } from 'kysely'
import type { OriginName } from '../../contract.ts'
import type { BusDb } from './runs.ts'

export interface DatasetRow {
  readonly id: string
  readonly version: number
  readonly rows: number
  readonly origin: OriginName | null
  readonly asOf: Date | null
  readonly publishedAt: Date | null
  readonly runId: string | null
}

const columns = sql`id, version, rows, origin, as_of as "asOf", published_at as "publishedAt", run_id as "runId"`

export async function listDatasetRows(db: BusDb): Promise<DatasetRow[]> {
  const { rows } = await sql<DatasetRow>`select ${columns} from bus.dataset`.execute(db)
  return rows
}

export async function findDatasetRow(db: BusDb, id: string): Promise<DatasetRow | undefined> {
  const { rows } = await sql<DatasetRow>`select ${columns} from bus.dataset where id = ${id}`.execute(db)
  return rows[0]
}

/** Nobody publishes the same dataset until the transaction ends. */
export async function lockDataset(db: BusDb, id: string): Promise<DatasetRow | undefined> {
  const { rows } =
    await sql<DatasetRow>`select ${columns} from bus.dataset where id = ${id} for update`.execute(db)
  return rows[0]
}

export interface Changes {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** Seq of the last line of the log, or null when nothing changed. */
  readonly version: number | null
}

/**
 * Makes the rows a run has staged the rows of the dataset. Only differences are written, so running a source
 * again touches nothing; readers see the old rows or the new ones, never a mixture.
 */
export async function publishStaged(db: BusDb, dataset: string, runId: string, at: Date): Promise<Changes> {
  const { rows } = await sql<Changes>`
    with fresh as (
      select s.*, r.hash as before_hash from bus.staged s
      left join bus.row r on r.dataset = ${dataset} and r.key = s.key
      where s.run_id = ${runId} and r.hash is distinct from s.hash
    ), put as (
      insert into bus.row (dataset, key, hash, body, lat, lon, title_words, words, run_id)
      select ${dataset}, key, hash, body, lat, lon, title_words, words, run_id from fresh
      on conflict (dataset, key) do update set hash = excluded.hash, body = excluded.body, lat = excluded.lat,
        lon = excluded.lon, title_words = excluded.title_words, words = excluded.words, run_id = excluded.run_id
    ), gone as (
      delete from bus.row r where dataset = ${dataset}
        and not exists (select from bus.staged s where s.run_id = ${runId} and s.key = r.key)
      returning key, hash
    ), logged as (
      insert into bus.log (dataset, key, op, before_hash, hash, body, run_id, at)
      select ${dataset}, key, 'put', before_hash, hash, body, ${runId}, ${at}::timestamptz from fresh
      union all
      select ${dataset}, key, 'delete', hash, null, null, ${runId}, ${at}::timestamptz from gone
      returning seq, op, before_hash
    )
    select count(*) filter (where op = 'put' and before_hash is null) as added,
      count(*) filter (where op = 'put' and before_hash is not null) as changed,
      count(*) filter (where op = 'delete') as removed, max(seq) as version from logged`.execute(db)
  return rows[0] ?? { added: 0, changed: 0, removed: 0, version: null }
}

/** The rows were found good just now; `version` only when they changed. */
export async function noteGood(
  db: BusDb,
  dataset: string,
  good: {
    origin: OriginName
    asOf: Date
    runId: string
    at: Date
    version: number | null
    rows: number | undefined
  },
): Promise<void> {
  await sql`
    update bus.dataset set origin = ${good.origin}, as_of = ${good.asOf}, run_id = ${good.runId},
      rows = coalesce(${good.rows ?? null}::int, rows), version = coalesce(${good.version}::bigint, version),
      published_at = case when ${good.version}::bigint is null then published_at else ${good.at}::timestamptz end
    where id = ${dataset}`.execute(db)
}

/** Apps, their keys and what they used. */
import { sql } from 'kysely'
import type { KeyKind } from '../../contract.ts'
import type { BusDb } from './runs.ts'

export interface AppRow {
  readonly id: string
  readonly ownerId: string
  readonly name: string
  readonly purpose: string | null
  readonly createdAt: Date
}

export interface KeyRow {
  readonly id: string
  readonly appId: string
  readonly kind: KeyKind
  readonly hash: string
  readonly origins: readonly string[]
  readonly createdAt: Date
  readonly endsAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

const appColumns = sql`id, owner_id as "ownerId", name, purpose, created_at as "createdAt"`
const keyColumns = sql`id, app_id as "appId", kind, hash, origins, created_at as "createdAt", ends_at as "endsAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`

export async function addApp(db: BusDb, app: AppRow): Promise<void> {
  await sql`insert into bus.app (id, owner_id, name, purpose, created_at)
    values (${app.id}, ${app.ownerId}, ${app.name}, ${app.purpose}, ${app.createdAt})`.execute(db)
}

export async function listAppRows(db: BusDb, ownerId: string): Promise<AppRow[]> {
  const { rows } = await sql<AppRow>`
    select ${appColumns} from bus.app where owner_id = ${ownerId} order by created_at, id`.execute(db)
  return rows
}

/** The app, if it is this person's. Locked when a change follows. */
export async function findApp(
  db: BusDb,
  id: string,
  ownerId: string,
  lock = false,
): Promise<AppRow | undefined> {
  const { rows } = await sql<AppRow>`
    select ${appColumns} from bus.app where id = ${id} and owner_id = ${ownerId} ${lock ? sql`for update` : sql``}`.execute(
    db,
  )
  return rows[0]
}

export async function listKeyRows(db: BusDb, appIds: readonly string[]): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select ${keyColumns} from bus.key where app_id = any(${appIds}::text[]) order by created_at, id`.execute(
    db,
  )
  return rows
}

export async function findKey(db: BusDb, id: string): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`select ${keyColumns} from bus.key where id = ${id}`.execute(db)
  return rows[0]
}

export async function addKey(db: BusDb, key: KeyRow): Promise<void> {
  await sql`insert into bus.key (id, app_id, kind, hash, origins, created_at)
    values (${key.id}, ${key.appId}, ${key.kind}, ${key.hash}, ${key.origins}::text[], ${key.createdAt})`.execute(
    db,
  )
}

export async function endKey(db: BusDb, id: string, endsAt: Date): Promise<void> {
  await sql`update bus.key set ends_at = least(coalesce(ends_at, ${endsAt}), ${endsAt}) where id = ${id}`.execute(
    db,
  )
}

export async function revokeKeyRow(db: BusDb, id: string, at: Date): Promise<void> {
  await sql`update bus.key set revoked_at = coalesce(revoked_at, ${at}) where id = ${id}`.execute(db)
}

export async function noteKeyUse(db: BusDb, id: string, at: Date): Promise<void> {
  await sql`update bus.key set last_used_at = ${at} where id = ${id}`.execute(db)
}

export interface UsageRow {
  readonly minute: Date
  readonly app: string
  readonly dataset: string
  readonly operation: string
  readonly statusClass: string
  readonly calls: number
  readonly bytes: number
  readonly latencyMs: number
}

export async function addUsage(db: BusDb, lines: readonly UsageRow[]): Promise<void> {
  await sql`
    insert into bus.usage as u (minute, app, dataset, operation, status_class, calls, bytes, latency_ms)
    select minute, app, dataset, operation, "statusClass", calls, bytes, "latencyMs" from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as line(minute timestamptz, app text, dataset text, operation text, "statusClass" text, calls bigint, bytes bigint, "latencyMs" float8)
    on conflict (app, minute, dataset, operation, status_class) do update set calls = u.calls + excluded.calls,
      bytes = u.bytes + excluded.bytes, latency_ms = u.latency_ms + excluded.latency_ms`.execute(db)
}

export interface UsageSum {
  readonly at: string
  readonly calls: number
  readonly refused: number
  readonly failed: number
  readonly bytes: number
  readonly averageMs: number
}

/** Use of an app by hours or days of the region. */
export async function sumUsage(
  db: BusDb,
  app: string,
  o: { by: 'hour' | 'day'; since: Date; timeZone: string },
): Promise<UsageSum[]> {
  const form = o.by === 'hour' ? 'YYYY-MM-DD"T"HH24' : 'YYYY-MM-DD'
  const { rows } = await sql<UsageSum>`
    select to_char(minute at time zone ${o.timeZone}, ${form}) as at, sum(calls)::bigint as calls,
      coalesce(sum(calls) filter (where status_class = '4xx'), 0)::bigint as refused,
      coalesce(sum(calls) filter (where status_class = '5xx'), 0)::bigint as failed,
      sum(bytes)::bigint as bytes, round((sum(latency_ms) / sum(calls))::numeric, 1)::float8 as "averageMs"
    from bus.usage where app = ${app} and minute >= ${o.since} group by 1 order by 1`.execute(db)
  return rows
}

export async function sumByDataset(
  db: BusDb,
  app: string,
  since: Date,
): Promise<{ dataset: string; calls: number }[]> {
  const { rows } = await sql<{ dataset: string; calls: number }>`
    select dataset, sum(calls)::bigint as calls from bus.usage where app = ${app} and minute >= ${since}
    group by dataset order by calls desc, dataset`.execute(db)
  return rows
}

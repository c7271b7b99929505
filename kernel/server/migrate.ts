import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

/** A folder of `0001_name.sql` files, applied in order, each once, in one transaction. */
export interface Migrations {
  readonly owner: string
  readonly folder: string
}

/**
 * Brings the database up to date under a lock, so that many processes may start at once. Refuses when a
 * migration that was already applied has changed on disk.
 *
 * @returns how many files were applied
 */
export async function migrate(pool: pg.Pool, sets: readonly Migrations[]): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('gorod.migrate'))`)
    await client.query(`
      create schema if not exists kernel;
      create table if not exists kernel.migration (
        owner text, name text, hash text not null, applied_at timestamptz not null default now(), primary key (owner, name))`)
    const { rows } = await client.query<{ owner: string; name: string; hash: string }>(
      'select owner, name, hash from kernel.migration',
    )
    const applied = new Map(rows.map((row) => [`${row.owner}/${row.name}`, row.hash]))
    let count = 0
    for (const { owner, folder } of sets) {
      if (!existsSync(folder)) continue
      for (const name of readdirSync(folder)
        .filter((file) => file.endsWith('.sql'))
        .sort()) {
        const text = readFileSync(join(folder, name), 'utf8')
        const hash = createHash('sha256').update(text).digest('hex')
        const before = applied.get(`${owner}/${name}`)
        if (before === hash) continue
        if (before)
          throw new Error(
            `migration ${owner}/${name} was changed after it had been applied; add a new one instead`,
          )
        await applyOne(client, owner, name, hash, text)
        count++
      }
    }
    return count
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('gorod.migrate'))`).catch(() => {})
    client.release()
  }
}

async function applyOne(
  client: pg.PoolClient,
  owner: string,
  name: string,
  hash: string,
  text: string,
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into kernel.migration (owner, name, hash) values ($1, $2, $3)', [
      owner,
      name,
      hash,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`migration ${owner}/${name} failed`, { cause })
  }
}

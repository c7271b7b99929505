import { join } from 'node:path'
import type pg from 'pg'
import type { Config } from './config.ts'
import { createPool } from './db.ts'
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

export interface Database {
  readonly pool: pg.Pool
  /** True when no other process can use this database: it is ours alone, in our own folder. */
  readonly alone: boolean
  stop(): Promise<void>
}

/**
 * PostgreSQL by `DATABASE_URL`, or our own server in the data folder. The same engine either way. A command
 * `beside` a running city uses the server that the city keeps running.
 */
export async function openDatabase(
  config: Config,
  note: (line: string) => void,
  { beside = false } = {},
): Promise<Database> {
  if (config.databaseUrl) {
    const pool = createPool({ connectionString: config.databaseUrl })
    const { rows } = await pool.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < 150_000)
      throw new Error(`PostgreSQL ${Math.floor(version / 10_000)} слишком старый, нужен 15 или новее`)
    return { pool, alone: false, stop: () => pool.end() }
  }
  const dataDir = join(config.dataDir, 'pg')
  const running = beside ? findRunningEmbeddedPostgres(dataDir) : undefined
  if (running) {
    const pool = createPool({ ...running, max: 4 })
    return { pool, alone: false, stop: () => pool.end() }
  }
  const server = await startEmbeddedPostgres({ dataDir, durable: true, note })
  const pool = createPool({ ...server.connection, max: 20 })
  return {
    pool,
    alone: true,
    async stop() {
      await pool.end()
      await server.stop()
    },
  }
}

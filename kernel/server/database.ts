import { join } from 'node:path'
import type pg from 'pg'
import { type Config, ConfigError } from './config.ts'
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
  if (config.databaseUrl) return openServer(config.databaseUrl)
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

async function openServer(databaseUrl: string): Promise<Database> {
  const pool = createPool({ connectionString: databaseUrl })
  const refuse = async (message: string, cause?: unknown): Promise<never> => {
    await pool.end()
    throw new ConfigError(`DATABASE_URL: ${message}`, { cause })
  }
  const found = await pool
    .query<{ version: number; encoding: string; lower: string }>(
      `select current_setting('server_version_num')::int as version, getdatabaseencoding() as encoding, lower('Ё') as lower`,
    )
    .catch((error: Error) => refuse(`сервер не отвечает (${error.message})`, error))
  const [{ version, encoding, lower } = { version: 0, encoding: '', lower: '' }] = found.rows
  if (version < 150_000)
    await refuse(`PostgreSQL ${Math.floor(version / 10_000)} слишком старый, нужен 15 или новее`)
  // Search folds letters by the locale of the database: under "C" it would know Latin ones only.
  if (encoding !== 'UTF8' || lower !== 'ё') {
    await refuse(
      'база не различает русские буквы; создайте её с кодировкой UTF8 и LC_CTYPE C.UTF-8 или ru_RU.UTF-8',
    )
  }
  return { pool, alone: false, stop: () => pool.end() }
}

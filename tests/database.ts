/**
 * One PostgreSQL for a run of tests, and in it one city brought up to date with the pack loaded. Every test
 * file gets a copy of that database, so none waits for migrations and none sees another's rows.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { channels, modules } from '#apps/modules.ts'
import { openCity } from '#kernel/server/city.ts'
import { createPool } from '#kernel/server/db.ts'
import { startEmbeddedPostgres } from '#kernel/server/embedded-postgres.ts'
import { createLog } from '#kernel/server/log.ts'
import { testConfig } from './test-config.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    database: { admin: pg.PoolConfig; template: string }
  }
}

/** `TEST_DATABASE_URL` runs the same scenarios on a PostgreSQL server; its user must be able to create databases. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-test-'))
  // Started by root, the database runs as another user, who must be able to walk in.
  chmodSync(folder, 0o711)
  const url = process.env['TEST_DATABASE_URL']
  const own = url ? undefined : await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), durable: false })
  const admin: pg.PoolConfig = own ? { ...own.connection } : { connectionString: url as string }
  const template = `gorod_template_${randomBytes(4).toString('hex')}`
  await execute(admin, `create database ${template}`)
  await fillTemplate({ ...admin, ...databaseOf(admin, template) }, folder)
  project.provide('database', { admin, template })
  return async () => {
    if (own) await own.stop()
    else await execute(admin, `drop database if exists ${template} with (force)`)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fillTemplate(connection: pg.PoolConfig, folder: string): Promise<void> {
  const pool = createPool(connection)
  const city = await openCity({
    config: testConfig({ dataDir: folder }),
    modules: [...modules, ...channels],
    pool,
    alone: true,
    log: createLog('warn'),
    now: () => new Date(),
    random: randomBytes,
    background: false,
  })
  await city.drain()
  await city.stop()
  await pool.end()
}

/** The same server, another database. */
export function databaseOf(admin: pg.PoolConfig, database: string): pg.PoolConfig {
  if (!admin.connectionString) return { ...admin, database }
  const url = new URL(admin.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}

export async function execute(connection: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

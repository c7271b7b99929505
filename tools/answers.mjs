import process from 'node:process'
import pg from 'pg'

/** Exit code 0 when the PostgreSQL at the given address lets us in and lets us make databases. */
const client = new pg.Client({ connectionString: process.argv[2], connectionTimeoutMillis: 2000 })
try {
  await client.connect()
  const { rows } = await client.query(
    'select rolcreatedb or rolsuper as can from pg_roles where rolname = current_user',
  )
  process.exitCode = rows[0]?.can ? 0 : 1
  await client.end()
} catch {
  process.exitCode = 1
}

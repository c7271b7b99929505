/** What benches share: a server of its own in a child process, load on loopback that stops by itself, and ratios. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import pg from 'pg'
import { startEmbeddedPostgres } from '#kernel/server/embedded-postgres.ts'
import { rootDir } from '#kernel/server/root.ts'
import { freePort } from '../child.ts'

export interface RunningGorod {
  readonly url: string
  readonly pid: number
  readonly dataDir: string
  /** Milliseconds from spawn to the first good answer. */
  readonly startMs: number
  stop(): Promise<void>
}

/** Starts the built server on a free port; `dataDir` keeps a database from an earlier start. */
export async function startGorod(
  o: { dataDir?: string; env?: Record<string, string> } = {},
): Promise<RunningGorod> {
  const dataDir = o.dataDir ?? mkdtempSync(join(tmpdir(), 'gorod-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: rootDir,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      GOROD_HOST: '127.0.0.1',
      GOROD_DATA: dataDir,
      GOROD_RATE_PER_MINUTE: '100000000',
      GOROD_LOG: 'error',
      ...o.env,
    },
  })
  // A bench that fails half-way must not leave a server behind.
  process.once('exit', () => child.kill())
  await untilAnswers(`${url}/readyz`, child)
  const startMs = performance.now() - began
  return { url, pid: child.pid as number, dataDir, startMs, stop: () => ended(child) }
}

export interface BenchDatabase {
  /** For `DATABASE_URL`. */
  readonly url: string
  readonly pool: pg.Pool
  stop(): Promise<void>
}

/** A durable embedded database of its own, so that a bench may ask it the bare SQL beside the server's. */
export async function startDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-bench-db-'))
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), durable: true })
  const { host, port, user, database } = server.connection
  const pool = new pg.Pool({ ...server.connection, max: 16 })
  pool.on('error', () => {})
  return {
    url: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    pool,
    async stop() {
      await pool.end()
      await server.stop()
      forget(folder)
    },
  }
}

export const forget = (dataDir: string): void => rmSync(dataDir, { recursive: true, force: true })

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 3000; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`)
    const ok = await fetch(url).then(
      (r) => r.ok,
      () => false,
    )
    if (ok) return
    await new Promise((wait) => setTimeout(wait, 20))
  }
  throw new Error(`${url} did not answer within a minute`)
}

/** Resident memory of a process, MB (Linux). */
export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kb) / 1024
}

export interface Load {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface LoadOptions {
  readonly url: string
  readonly requests?: autocannon.Request[]
  readonly connections?: number
  readonly seconds?: number
}

/** Load for a fixed time. Anything but good answers is an error of the bench. */
export async function load(o: LoadOptions): Promise<Load> {
  const { connections = 16, seconds = 5, ...request } = o
  const result = await autocannon({ ...request, connections, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${o.url}: ${result.non2xx} bad answers, ${result.errors} errors`)
  return { perSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 }
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

export function tell(rows: readonly Record<string, string | number>[]): void {
  console.table(rows)
}

export const round = (n: number, digits = 0): number => Number(n.toFixed(digits))

/** The running PostgreSQL of one data folder: found by its pid file, started, watched until ready, stopped. */
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { giveTo } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { commandLine, eventually, isAlive, postgresEnv } from './processes.ts'
import { cannot } from './trouble.ts'

export interface Postmaster {
  pid: number
  socketFolder: string
}

const recoveryMs = 600_000
const logLimitBytes = 10_000_000

/** The live postmaster of this data folder, whoever started it. */
export function findPostmaster(data: string): Postmaster | undefined {
  const file = readPidFile(data)
  return file && isPostmasterOf(file.pid, data)
    ? { pid: file.pid, socketFolder: file.socketFolder }
    : undefined
}

/** Was it started with the very options we would give it, socket aside? */
export function isStartedAs(
  postmaster: Postmaster,
  place: Place,
  binaries: Binaries,
  durable: boolean,
): boolean {
  const args = optionsFor(place.data, postmaster.socketFolder, durable)
  const expected = `${binaries.postgres} ${args.map((arg) => `"${arg}"`).join(' ')}`
  return readText(join(place.data, 'postmaster.opts')).trim() === expected
}

/** False when it went away instead of becoming ready, as one that was just being stopped does. */
export async function becomesReady(postmaster: Postmaster, data: string): Promise<boolean> {
  const isReady = () => readPidFile(data)?.status === 'ready'
  await eventually(() => isReady() || !isAlive(postmaster.pid), recoveryMs)
  return isAlive(postmaster.pid) && isReady()
}

export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  o: { durable: boolean; socketFolder: string; note: (line: string) => void },
): Promise<Postmaster> {
  removeForeignPidFile(place.data)
  const late = setTimeout(
    () => o.note('База данных восстанавливается после сбоя, это может занять минуты'),
    3000,
  )
  try {
    for (let attempt = 1; ; attempt++) {
      const { pid, said } = await tryToStart(place, binaries, o)
      if (pid) return { pid, socketFolder: o.socketFolder }
      // Processes of a killed postmaster live on for a moment.
      if (attempt > 25 || !said.includes('shared memory block')) {
        cannot(
          `Встроенный PostgreSQL не запустился:\n${said.trim()}\nВесь журнал: ${logFile(place)}`,
          `The embedded PostgreSQL did not start, see above.`,
        )
      }
      await pause(200)
    }
  } finally {
    clearTimeout(late)
  }
}

/** Fast shutdown: sessions are cut, what they have not committed is rolled back, the rest is on disk. */
export async function stopPostmaster({ pid, socketFolder }: Postmaster, data: string): Promise<void> {
  const isGone = () => !isAlive(pid) && readPidFile(data)?.pid !== pid
  for (const [signal, timeoutMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5000],
  ] as const) {
    if (isAlive(pid)) process.kill(pid, signal)
    if (await eventually(isGone, timeoutMs)) break
  }
  removeSocketFolder(socketFolder)
}

/** Also for a socket folder that a stale pid file still names. */
export function removeSocketFolder(folder: string): void {
  if (/^gorod-\w{6}$/.test(basename(folder))) rmSync(folder, { recursive: true, force: true })
}

export function staleSocketFolder(data: string): string | undefined {
  return readPidFile(data)?.socketFolder || undefined
}

async function tryToStart(
  place: Place,
  binaries: Binaries,
  o: { durable: boolean; socketFolder: string },
): Promise<{ pid?: number; said: string }> {
  const log = openLog(place)
  // Detached: Ctrl-C in the terminal must reach us, not the database under our feet.
  const child = spawn(binaries.postgres, optionsFor(place.data, o.socketFolder, o.durable), {
    ...place.account,
    cwd: place.data,
    env: postgresEnv,
    detached: true,
    stdio: ['ignore', log.handle, log.handle],
  })
  child.unref()
  closeSync(log.handle)
  const end: { said?: string } = {}
  child.once('error', (error) => (end.said = error.message))
  child.once('exit', () => (end.said ??= readText(logFile(place)).slice(log.from)))

  const isReady = () => {
    const file = readPidFile(place.data)
    return file?.pid === child.pid && file?.status === 'ready'
  }
  await eventually(() => end.said !== undefined || isReady(), recoveryMs)
  return end.said === undefined && child.pid ? { pid: child.pid, said: '' } : { said: end.said ?? 'timeout' }
}

function optionsFor(data: string, socketFolder: string, durable: boolean): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // A query whose asker was killed must not hold its locks until it ends by itself.
    client_connection_check_interval: '1s',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  return [
    ...['-D', data],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ...['-k', socketFolder],
  ]
}

/** Of postmaster.pid: 1 pid, 5 socket folder, 8 status; the later lines appear as the start goes on. */
function readPidFile(data: string): { pid: number; socketFolder: string; status: string } | undefined {
  const lines = readText(join(data, 'postmaster.pid')).split('\n')
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  return { pid, socketFolder: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' }
}

function isPostmasterOf(pid: number, data: string): boolean {
  return isAlive(pid) && /postgres\S* /.test(commandLine(pid)) && commandLine(pid).includes(` -D ${data} `)
}

/**
 * PostgreSQL removes a stale pid file itself, except when its pid belongs to another process by now: then
 * it refuses to start. That process has been shown not to be a postmaster of this folder.
 */
function removeForeignPidFile(data: string): void {
  const file = readPidFile(data)
  if (file && isAlive(file.pid) && !isPostmasterOf(file.pid, data)) rmSync(join(data, 'postmaster.pid'))
}

function openLog(place: Place): { handle: number; from: number } {
  const file = logFile(place)
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > logLimitBytes) renameSync(file, `${file}.old`)
  const handle = openSync(file, 'a', 0o600)
  giveTo(place.account, file)
  return { handle, from: size > logLimitBytes ? 0 : size }
}

function logFile(place: Place): string {
  return join(place.root, 'postgres.log')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

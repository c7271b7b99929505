/**
 * A real PostgreSQL out of an npm package, for whoever has no database server: nothing to install, the same
 * SQL. It outlives a killed Gorod, and the next one takes it over with everything committed in it.
 */
import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { findBinaries } from './embedded/binaries.ts'
import { ensureCluster, superuser } from './embedded/cluster.ts'
import { lockFolder } from './embedded/folder-lock.ts'
import { makeSocketFolder, openPlace, type Place } from './embedded/place.ts'
import {
  becomesReady,
  findPostmaster,
  isStartedAs,
  type Postmaster,
  removeSocketFolder,
  staleSocketFolder,
  startPostmaster,
  stopPostmaster,
} from './embedded/postmaster.ts'
import { isAlive } from './embedded/processes.ts'

export { EmbeddedPostgresError } from './embedded/trouble.ts'

export interface EmbeddedConnection {
  /** The folder of the Unix socket; the database listens nowhere else. */
  host: string
  port: number
  user: string
  database: string
}

export interface EmbeddedPostgres {
  connection: EmbeddedConnection
  /** The data folder did not exist before. */
  freshlyMade: boolean
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** A folder of its own, for example `.gorod/pg`. */
  dataDir: string
  /** False only in tests: what is committed may be lost when the machine loses power. */
  durable: boolean
  /** Hears what a person at the terminal should know. */
  note?: (line: string) => void
}

export async function startEmbeddedPostgres(o: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const note = o.note ?? (() => {})
  const place = openPlace(resolve(o.dataDir), note)
  const unlock = lockFolder(place.root)
  try {
    const binaries = findBinaries(place.account, note)
    const freshlyMade = await ensureCluster(place, binaries, o.durable)
    const start = (socketFolder: string) =>
      startPostmaster(place, binaries, { durable: o.durable, socketFolder, note })

    const left = await takeOver(place, (found) => isStartedAs(found, place, binaries, o.durable))
    const keeper = keepRunning(left ?? (await startOnNewSocket(place, start)), start, note)
    if (!o.durable) process.once('exit', keeper.drop)
    return {
      connection: connectionTo(keeper.socketFolder),
      freshlyMade,
      async stop() {
        process.off('exit', keeper.drop)
        await stopPostmaster(await keeper.release(), place.data)
        unlock()
        // What a test left elsewhere nobody would ever find.
        if (!o.durable && place.root !== resolve(o.dataDir))
          rmSync(place.root, { recursive: true, force: true })
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The connection to a database that another process keeps running, for a command beside a running Gorod. */
export function findRunningEmbeddedPostgres(dataDir: string): EmbeddedConnection | undefined {
  if (!existsSync(dataDir)) return undefined
  const running = findPostmaster(openPlace(resolve(dataDir), () => {}).data)
  return running && connectionTo(running.socketFolder)
}

/** What a killed Gorod left running: taken over as it is, or stopped when it runs with other options. */
async function takeOver(
  place: Place,
  isAsWanted: (found: Postmaster) => boolean,
): Promise<Postmaster | undefined> {
  const found = findPostmaster(place.data)
  if (
    found &&
    isAsWanted(found) &&
    existsSync(found.socketFolder) &&
    (await becomesReady(found, place.data))
  ) {
    return found
  }
  if (found) await stopPostmaster(found, place.data)
  const stale = staleSocketFolder(place.data)
  if (stale) removeSocketFolder(stale)
  return undefined
}

async function startOnNewSocket(
  place: Place,
  start: (socketFolder: string) => Promise<Postmaster>,
): Promise<Postmaster> {
  const socketFolder = makeSocketFolder(place.account)
  try {
    return await start(socketFolder)
  } catch (error) {
    removeSocketFolder(socketFolder)
    throw error
  }
}

/** Starts the database again, on the same socket, when it dies under us: connection pools just reconnect. */
function keepRunning(
  first: Postmaster,
  start: (socketFolder: string) => Promise<Postmaster>,
  note: (line: string) => void,
) {
  let current = first
  let restarting: Promise<void> | undefined
  const watch = setInterval(() => {
    if (restarting || isAlive(current.pid)) return
    note('Встроенная база данных остановилась, запускаем её снова')
    restarting = start(current.socketFolder).then(
      (restarted) => {
        current = restarted
        restarting = undefined
      },
      (error: unknown) => {
        note(String(error))
        restarting = undefined
      },
    )
  }, 1000)
  watch.unref()
  return {
    socketFolder: first.socketFolder,
    /** For tests that end without stopping: at once, with nothing to be kept. */
    drop() {
      if (isAlive(current.pid)) process.kill(current.pid, 'SIGQUIT')
      removeSocketFolder(current.socketFolder)
    },
    async release() {
      clearInterval(watch)
      await restarting
      return current
    },
  }
}

function connectionTo(socketFolder: string): EmbeddedConnection {
  return { host: socketFolder, port: 5432, user: superuser, database: 'postgres' }
}

/** The data folder of PostgreSQL: made whole or not at all, and never opened by the wrong major version. */
import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { giveTo } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { postgresEnv } from './processes.ts'
import { cannot } from './trouble.ts'

export const superuser = 'gorod'

/**
 * The builtin locale gives the same letters and order on every system, but text search and pg_trgm still
 * ask the system's LC_CTYPE what a letter is: under "C" they take «» for letters and know no Cyrillic.
 * The names are tried in turn; systems differ in which UTF-8 locale they have.
 */
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'ru_RU.UTF-8', 'UTF-8']

/** Returns whether the cluster had to be made. */
export async function ensureCluster(place: Place, binaries: Binaries, durable: boolean): Promise<boolean> {
  await removeUnfinished(place.root)
  if (existsSync(place.data) && readdirSync(place.data).length === 0) rmdirSync(place.data)
  if (!existsSync(place.data)) {
    await makeCluster(place, binaries, durable)
    return true
  }
  checkVersion(place.data, binaries.major)
  return false
}

async function makeCluster(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  let said = ''
  for (const characterType of characterTypes) {
    // A killed initdb leaves half a cluster under this name, and never under the real one.
    const making = mkdtempSync(join(place.root, 'making-'))
    giveTo(place.account, making)
    const made = await initdb(making, characterType, place, binaries, durable)
    if (made.code === 0) {
      renameSync(making, place.data)
      if (durable) syncFolder(place.root)
      return
    }
    said = made.said
    await remove(making)
    if (!said.includes('invalid locale')) break
  }
  cannot(
    `Не удалось создать базу данных в ${place.root}:\n${said}`,
    `The database could not be made in ${place.root}, see above. DATABASE_URL points to a server of your own.`,
  )
}

function initdb(
  making: string,
  characterType: string,
  place: Place,
  binaries: Binaries,
  durable: boolean,
): Promise<{ code: number | null; said: string }> {
  const args = [
    ...['-D', making, '--username', superuser, '--encoding=UTF8', '--auth=trust', '--no-instructions'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${characterType}`],
    ...(durable ? [] : ['--no-sync']),
  ]
  return new Promise((resolve) => {
    const child = spawn(binaries.initdb, args, {
      ...place.account,
      cwd: making,
      env: postgresEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.once('error', (error) => resolve({ code: null, said: error.message }))
    child.once('close', (code) => resolve({ code, said }))
  })
}

function checkVersion(data: string, major: string): void {
  const file = join(data, 'PG_VERSION')
  if (!existsSync(file)) {
    cannot(
      `Папка ${data} не похожа на данные PostgreSQL: в ней нет PG_VERSION. Уберите её, и база будет создана заново.`,
      `${data} does not look like PostgreSQL data: it has no PG_VERSION. Move it away and a new one is made.`,
    )
  }
  const found = readFileSync(file, 'utf8').trim()
  if (found === major) return
  cannot(
    `Данные в ${data} созданы PostgreSQL ${found}, а с этой версией Города идёт PostgreSQL ${major}. Запустите прежнюю версию и перенесите данные выгрузкой (pg_dump).`,
    `The data in ${data} was made by PostgreSQL ${found}; this Gorod brings PostgreSQL ${major}. Move it by a dump from the former version.`,
  )
}

async function removeUnfinished(root: string): Promise<void> {
  for (const name of readdirSync(root)) if (name.startsWith('making-')) await remove(join(root, name))
}

/** An orphaned initdb may still be writing there for a moment. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

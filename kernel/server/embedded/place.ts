/** Which folders the embedded database uses: its root, and a short private one for the socket. */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, canReach, canWalkTo, giveTo, postgresAccount } from './account.ts'
import { codeOf } from './processes.ts'
import { cannot } from './trouble.ts'

export interface Place {
  /** Holds `data`, the lock and the log. */
  root: string
  data: string
  account: Account | undefined
}

/**
 * The root is the asked folder. When root starts Gorod from a folder that the database user cannot enter,
 * the data goes elsewhere and a file `moved-to` in the asked folder remembers where.
 */
export function openPlace(dataDir: string, note: (line: string) => void): Place {
  try {
    mkdirSync(dataDir, { recursive: true })
    const data = join(dataDir, 'data')
    const account = postgresAccount(data)
    if (!account) {
      chmodSync(dataDir, 0o700)
      return { root: dataDir, data, account }
    }
    chmodSync(dataDir, 0o711)
    openTemporaryFolders(dataDir)
    return canWalkTo(data, account) ? { root: dataDir, data, account } : movedPlace(dataDir, account, note)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(codeOf(error) ?? '')) throw error
    cannot(
      `Папка базы данных ${dataDir} недоступна этому пользователю: отдайте её ему (chown -R) или задайте другую в GOROD_DATA.`,
      `The database folder ${dataDir} is closed to this user: hand it over (chown -R) or set another in GOROD_DATA.`,
      error,
    )
  }
}

function movedPlace(dataDir: string, account: Account, note: (line: string) => void): Place {
  if (existsSync(join(dataDir, 'data'))) {
    cannot(
      `База данных в ${dataDir} закрыта для своего пользователя (uid ${account.uid}): откройте проход через папки выше (chmod o+x).`,
      `The database in ${dataDir} is closed to its user (uid ${account.uid}): let it pass the folders above (chmod o+x).`,
    )
  }
  const pointer = join(dataDir, 'moved-to')
  let root = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined
  if (root && !existsSync(root)) {
    cannot(
      `База данных лежала в ${root}, а теперь там пусто. Верните её или удалите ${pointer}, чтобы начать с новой.`,
      `The database was in ${root} and is gone. Bring it back, or remove ${pointer} to begin anew.`,
    )
  }
  if (!root) {
    root = mkdtempSync(join(reachableHome(account), 'gorod-data-'))
    chmodSync(root, 0o711)
    writeFileSync(join(root, 'made-for'), `${dataDir}\n`)
    writeFileSync(pointer, `${root}\n`)
  }
  note(`Пользователю базы закрыт путь в ${dataDir}: данные лежат в ${root}`)
  return { root, data: join(root, 'data'), account }
}

/** A folder of mkdtemp is closed to everybody else. It is root's own and not for long: let the way through it open. */
function openTemporaryFolders(dataDir: string): void {
  const top = realpathSync(tmpdir())
  for (let folder = dirname(realpathSync(dataDir)); folder.startsWith(`${top}/`); folder = dirname(folder)) {
    const { uid, mode } = statSync(folder)
    if (uid === 0 && (mode & 0o011) !== 0o011) chmodSync(folder, mode | 0o011)
  }
}

/** Where things go that must outlive us and be reachable: /var/tmp is the second choice, it may be swept. */
export function reachableHome(account: Account | undefined): string {
  const homes = ['/var/lib', '/var/tmp', tmpdir()]
  return homes.find((home) => isWritable(home) && canReach(home, account)) ?? noRoom(homes)
}

/** A Unix socket path is at most 107 bytes, so the socket does not lie beside the data. */
export function makeSocketFolder(account: Account | undefined): string {
  const longest = 107 - '/gorod-XXXXXX/.s.PGSQL.5432'.length
  const homes = [tmpdir(), '/tmp', '/var/tmp', '/run']
  const home = homes.find(
    (path) => Buffer.byteLength(path) <= longest && isWritable(path) && canReach(path, account),
  )
  const folder = mkdtempSync(join(home ?? noRoom(homes), 'gorod-'))
  giveTo(account, folder)
  return folder
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function noRoom(homes: readonly string[]): never {
  cannot(
    `Встроенной базе нужна папка, доступная пользователю nobody, а таких нет: ${homes.join(', ')}. Запустите не от root или задайте DATABASE_URL.`,
    `The embedded database needs a folder open to nobody, and none is: ${homes.join(', ')}. Run as a plain user or set DATABASE_URL.`,
  )
}

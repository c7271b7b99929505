import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { findPostmaster } from './embedded/postmaster.ts'
import { eventually, isAlive } from './embedded/processes.ts'
import {
  type EmbeddedConnection,
  type EmbeddedPostgres,
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts'

const folders: string[] = []
const running = new Set<EmbeddedPostgres>()
const children = new Set<ChildProcess>()

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all([...running].map((database) => database.stop()))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  children.clear()
  running.clear()
  folders.length = 0
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-test-'))
  folders.push(folder)
  return folder
}

async function start(dataDir: string, notes: string[] = []): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, durable: false, note: (line) => notes.push(line) })
  running.add(database)
  return database
}

async function stop(database: EmbeddedPostgres): Promise<void> {
  running.delete(database)
  await database.stop()
}

async function ask(connection: EmbeddedConnection, sql: string): Promise<unknown[]> {
  const client = new Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows.flatMap((row) => Object.values(row))
  } finally {
    await client.end()
  }
}

/** A Gorod of its own that keeps a row, reports its socket, and then waits to be killed. */
async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; host: string }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)}
    import pg from 'pg'
    const { connection } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
    const client = new pg.Client(connection)
    await client.connect()
    await client.query('create table kept (word text)')
    await client.query("insert into kept values ('сохранено')")
    await client.query('begin')
    await client.query("insert into kept values ('не подтверждено')")
    process.on('SIGTERM', () => process.exit(0))
    process.stdout.write(connection.host)
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  const host = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('exit', (code) => reject(new Error(`the other Gorod ended with ${code}`)))
  })
  return { child, host }
}

describe('the embedded PostgreSQL', () => {
  test('is made from nothing, keeps its data over a restart and leaves no socket behind', async () => {
    const folder = newFolder()
    const first = await start(folder)
    expect(first.freshlyMade).toBe(true)
    await ask(first.connection, 'create table kept as select 42 as number')
    await stop(first)
    expect(existsSync(first.connection.host)).toBe(false)
    await expect(ask(first.connection, 'select 1')).rejects.toThrow()

    const second = await start(folder)
    expect(second.freshlyMade).toBe(false)
    expect(await ask(second.connection, 'select number from kept')).toEqual([42])
  })

  test('knows Cyrillic letters: case, Russian words, quotation marks and trigrams', async () => {
    const { connection } = await start(newFolder())
    await ask(connection, 'create extension pg_trgm')
    const words = `array(select lexeme from unnest(to_tsvector('russian', 'Ёлки ПОЛИКЛИНИКИ, «Ромашка»')) order by 1)`
    expect(await ask(connection, `select ${words}`)).toEqual([['елк', 'поликлиник', 'ромашк']])
    expect(await ask(connection, `select lower('ЁЖ'), 'ДОМ' ilike 'дом'`)).toEqual(['ёж', true])
    expect(await ask(connection, `select similarity('поликлиника', '«ПОЛИКЛИНИКА»')`)).toEqual([1])
    expect(await ask(connection, `select current_setting('timezone')`)).toEqual(['UTC'])
  })

  test('is taken over after kill -9, with what was committed and without what was not', async () => {
    const folder = newFolder()
    const { child, host } = await startElsewhere(folder)
    child.kill('SIGKILL')
    await eventually(() => child.signalCode !== null, 5000)

    const database = await start(folder)
    expect(database.connection.host).toBe(host)
    expect(database.freshlyMade).toBe(false)
    expect(await ask(database.connection, 'select word from kept')).toEqual(['сохранено'])
    await stop(database)
    expect(findPostmaster(join(folder, 'data'))).toBeUndefined()
  })

  test('is restarted, not taken over, when it runs with other options', async () => {
    const folder = newFolder()
    const { child, host } = await startElsewhere(folder)
    child.kill('SIGKILL')
    await eventually(() => child.signalCode !== null, 5000)

    const database = await startEmbeddedPostgres({ dataDir: folder, durable: true })
    running.add(database)
    expect(existsSync(host)).toBe(false)
    expect(await ask(database.connection, `select current_setting('fsync')`)).toEqual(['on'])
    expect(await ask(database.connection, 'select word from kept')).toEqual(['сохранено'])
  })

  test('ends with its process in tests, where nothing is to be kept', async () => {
    const folder = newFolder()
    const { child, host } = await startElsewhere(folder)
    const { pid } = findPostmaster(join(folder, 'data')) ?? { pid: 0 }
    expect(isAlive(pid)).toBe(true)
    child.kill('SIGTERM')
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
    expect(existsSync(host)).toBe(false)
  })

  test('comes back on the same socket when it is killed itself', async () => {
    const notes: string[] = []
    const folder = newFolder()
    const { connection } = await start(folder, notes)
    await ask(connection, 'create table kept as select 42 as number')
    const killed = findPostmaster(join(folder, 'data'))
    process.kill(killed?.pid ?? 0, 'SIGKILL')

    await expect
      .poll(() => ask(connection, 'select number from kept').catch(String), { timeout: 15_000 })
      .toEqual([42])
    expect(notes).toHaveLength(1)
  })

  test('serves one Gorod at a time and names the one that has it', async () => {
    const folder = newFolder()
    const { child, host } = await startElsewhere(folder)
    await expect(start(folder)).rejects.toThrow(`процесс ${child.pid}`)
    expect(findRunningEmbeddedPostgres(folder)?.host).toBe(host)

    child.kill('SIGKILL')
    await eventually(() => !isAlive(child.pid ?? 0), 5000)
    await stop(await start(folder))
    expect(findRunningEmbeddedPostgres(folder)).toBeUndefined()
  })

  test('does not trust a lock or a pid file whose pid belongs to another process', async () => {
    const folder = newFolder()
    await stop(await start(folder))
    writeFileSync(join(folder, 'lock'), `${process.ppid} 1\n`)
    const data = join(folder, 'data')
    writeFileSync(
      join(data, 'postmaster.pid'),
      `${process.ppid}\n${data}\n1\n5432\n/nowhere\n\n0 0\nready   \n`,
    )
    expect((await start(folder)).freshlyMade).toBe(false)
  })

  test('makes its data anew after an initdb that was killed in the middle', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'making-x1y2z3', 'base'), { recursive: true })
    writeFileSync(join(folder, 'making-x1y2z3', 'PG_VERSION'), '18\n')
    const database = await start(folder)
    expect(database.freshlyMade).toBe(true)
    expect(readdirSync(folder)).not.toContain('making-x1y2z3')
    expect(await ask(database.connection, 'select 1')).toEqual([1])
  })

  test('refuses data of another major version and a folder that holds something else', async () => {
    const folder = newFolder()
    await stop(await start(folder))
    const version = join(folder, 'data', 'PG_VERSION')
    const major = readFileSync(version, 'utf8').trim()
    writeFileSync(version, '14\n')
    await expect(start(folder)).rejects.toThrow(
      `PostgreSQL 14, а с этой версией Города идёт PostgreSQL ${major}`,
    )
    rmSync(version)
    await expect(start(folder)).rejects.toThrow('нет PG_VERSION')
  })

  test.skipIf(process.getuid?.() !== 0)(
    'goes elsewhere when its user cannot enter the folder, and says where',
    async () => {
      const closed = mkdtempSync('/var/tmp/gorod-test-')
      folders.push(closed)
      const notes: string[] = []
      const dataDir = join(closed, 'inner', 'pg')
      const database = await start(dataDir, notes)
      const moved = readFileSync(join(dataDir, 'moved-to'), 'utf8').trim()
      expect(notes.join()).toContain(moved)
      expect(existsSync(join(moved, 'data'))).toBe(true)
      expect(await ask(database.connection, 'select 1')).toEqual([1])
      await stop(database)
      expect(existsSync(moved)).toBe(false)
    },
  )
})

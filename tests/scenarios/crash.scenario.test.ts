/** kill -9 while residents talk: what was answered is there after the restart, and nothing happened twice. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type ChildServer, startChild } from '../child.ts'
import { databaseOf, execute } from '../database.ts'

const folder = mkdtempSync(join(tmpdir(), 'gorod-crash-'))
const database = `gorod_crash_${process.pid}`
let connection: pg.PoolConfig
let env: Record<string, string>
beforeAll(async () => {
  const { admin, template } = inject('database')
  await execute(admin, `create database ${database} template ${template}`)
  connection = databaseOf(admin, database)
  env = { DATABASE_URL: toUrl(connection), GOROD_DATA: folder }
})
afterAll(async () => {
  await execute(inject('database').admin, `drop database if exists ${database} with (force)`)
  rmSync(folder, { recursive: true, force: true })
})

function toUrl(options: pg.PoolConfig): string {
  if (options.connectionString) return options.connectionString
  return `postgres://${options.user}@/${options.database}?host=${encodeURIComponent(String(options.host))}&port=${options.port}`
}

interface Talker {
  readonly device: string
  readonly turns: { readonly turnId: string; readonly answered: boolean }[]
  stop(): Promise<void>
}

/** A resident who opens a service again and again until told to stop. */
function talk(server: ChildServer): Talker {
  const turns: { turnId: string; answered: boolean }[] = []
  let stopped = false
  const device = randomUUID()
  const going = (async () => {
    while (!stopped) {
      const turnId = randomUUID()
      const answered = await send(server, device, turnId)
      turns.push({ turnId, answered })
    }
  })()
  return {
    device,
    turns,
    async stop() {
      stopped = true
      await going
    },
  }
}

const send = (server: ChildServer, device: string, turnId: string): Promise<boolean> =>
  fetch(`${server.url}/api/talk/memorable-dates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ turnId, input: { kind: 'start' }, lang: 'ru', homes: [], roles: [], device }),
  }).then(
    (answer) => answer.ok,
    () => false,
  )

async function count(statement: string): Promise<number> {
  const client = new pg.Client(connection)
  await client.connect()
  const { rows } = await client.query(statement)
  await client.end()
  return Number(rows[0].n)
}

test('answered turns survive three kills, and each touched the board once', async () => {
  const answered: (readonly [device: string, turnId: string])[] = []
  for (let round = 0; round < 3; round++) {
    const server = await startChild(env)
    const talkers = [talk(server), talk(server), talk(server)]
    await new Promise((wait) => setTimeout(wait, 900 + round * 350))
    expect(await server.end('SIGKILL')).toBe('SIGKILL')
    await Promise.all(talkers.map((talker) => talker.stop()))
    answered.push(
      ...talkers.flatMap(({ device, turns }) =>
        turns.filter((turn) => turn.answered).map(({ turnId }) => [device, turnId] as const),
      ),
    )
  }
  expect(answered.length).toBeGreaterThan(10)

  const server = await startChild(env)
  // What was recorded but not yet heard when the process died is heard now.
  await expect.poll(() => count('select count(*) as n from kernel.delivery'), { timeout: 15_000 }).toBe(0)
  // A repeated turn is the same turn: the same answer, no second journal, no second touch.
  for (const [device, turnId] of answered.slice(-3)) expect(await send(server, device, turnId)).toBe(true)
  expect(await server.end('SIGTERM')).toBe(0)

  const ids = answered.map(([, turnId]) => `'${turnId}'`).join(',')
  const mine = `flows.turn where channel = 'web'`
  // The journal keeps an event id under the person's own name, so it only has to end with ours.
  expect(await count(`select count(*) as n from ${mine} and right(event_id, 36) in (${ids})`)).toBe(
    answered.length,
  )
  const turns = await count(`select count(*) as n from ${mine}`)
  expect(await count(`select count(*) as n from measure.touch where channel = 'web'`)).toBe(turns)
  expect(
    await count(
      `select coalesce(sum(touches), 0) as n from measure.roll_up where grain = 'day' and channel = 'web'`,
    ),
  ).toBe(turns)
}, 120_000)

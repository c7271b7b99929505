/**
 * A whole city in process on a database of its own, with named people: Анна lives in the centre, Борис in the
 * Nevsky district, Вера is an administrator, Глеб is a developer. Everything goes through HTTP.
 */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { inject } from 'vitest'
import { channels, modules } from '#apps/modules.ts'
import type { Method } from '#kernel/contract/endpoint.ts'
import { type City, openCity } from '#kernel/server/city.ts'
import type { Config } from '#kernel/server/config.ts'
import { createPool } from '#kernel/server/db.ts'
import { createLog } from '#kernel/server/log.ts'
import type { AnyModule } from '#kernel/server/module.ts'
import { databaseOf, execute } from './database.ts'
import { testConfig } from './test-config.ts'

export type Person = 'anna' | 'boris' | 'vera' | 'gleb'

export interface Asked {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects of any answer
  readonly body: any
  readonly headers: Readonly<Record<string, string>>
  /** Names of the facts this request caused. */
  readonly facts: readonly string[]
}

export interface TestCity {
  readonly city: City
  readonly config: Config
  readonly db: Kysely<unknown>
  now(): Date
  setNow(instant: string | Date): void
  /** Moves the clock on. */
  pass(ms: number): void
  /** One request as a named person, or as a guest; `path` is whole, for example `/api/me`. */
  ask(
    who: Person | undefined,
    method: Method,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Asked>
  /** Delivers facts that are due. */
  drain(): Promise<number>
  /** Closes the city and opens it again on the same database and files, as after a restart. */
  restart(change?: { readonly background?: boolean }): Promise<void>
  /** Listens on a free loopback port, for tests that need real sockets. */
  listen(): Promise<string>
  close(): Promise<void>
}

export interface TestCityOptions {
  /** Environment settings of this city. */
  readonly env?: Record<string, string>
  readonly now?: string
  /** True: jobs and facts run by themselves, as in production. */
  readonly background?: boolean
  /** Modules in place of the whole list. */
  readonly modules?: readonly AnyModule[]
}

export async function testCity(o: TestCityOptions = {}): Promise<TestCity> {
  const { admin, template } = inject('database')
  const database = `gorod_test_${randomBytes(6).toString('hex')}`
  await execute(admin, `create database ${database} template ${template}`)
  const config = testConfig({ env: o.env ?? {} })
  const pool = createPool({ ...databaseOf(admin, database), max: 8 })
  let offsetMs = o.now ? new Date(o.now).getTime() - Date.now() : 0
  const now = () => new Date(Date.now() + offsetMs)
  const open = (background = o.background ?? false) =>
    openCity({
      config,
      modules: o.modules ?? [...modules, ...channels],
      pool,
      alone: true,
      log: createLog(config.logLevel),
      now,
      random: randomBytes,
      background,
    })
  let city = await open()
  const sessions = new Map<Person, { cookie: string; at: Date }>()

  const test: TestCity = {
    get city() {
      return city
    },
    config,
    get db() {
      return city.db
    },
    now,
    setNow: (instant) => {
      offsetMs = new Date(instant).getTime() - Date.now()
    },
    pass: (ms) => {
      offsetMs += ms
    },
    async ask(who, method, path, body, headers = {}) {
      const kept = who && sessions.get(who)
      // The clock of a test jumps; a session that would have died of silence is opened anew.
      const isStale = kept && Math.abs(now().getTime() - kept.at.getTime()) > 20 * 86_400_000
      if (who && (!kept || isStale)) sessions.set(who, { cookie: await signIn(test, who), at: now() })
      const before = await lastFact(city.db)
      const reply = await city.server.inject({
        method,
        url: path,
        headers: { ...(who && { cookie: sessions.get(who)?.cookie as string }), ...headers },
        ...(body !== undefined && { payload: body as object }),
      })
      const facts = await sql<{
        name: string
      }>`select name from kernel.outbox where seq > ${before} order by seq`.execute(city.db)
      return {
        status: reply.statusCode,
        body: String(reply.headers['content-type']).includes('json') ? reply.json() : reply.body,
        headers: reply.headers as Record<string, string>,
        facts: facts.rows.map(({ name }) => name),
      }
    },
    drain: () => city.drain(),
    async restart(change = {}) {
      await city.stop()
      city = await open(change.background)
    },
    listen: () => city.server.listen({ host: '127.0.0.1', port: 0 }),
    async close() {
      await city.stop()
      await pool.end()
      await execute(admin, `drop database if exists ${database} with (force)`)
      rmSync(config.dataDir, { recursive: true, force: true })
    },
  }
  return test
}

async function lastFact(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select coalesce(max(seq), 0) as seq from kernel.outbox`.execute(
    db,
  )
  return rows[0]?.seq ?? 0
}

/** Signs in the way a person does: ask for a letter, read it, follow its link. */
async function signIn(test: TestCity, who: Person): Promise<string> {
  const email = `${who}@example.org`
  await test.ask(undefined, 'POST', '/api/sign-in', { email })
  const outbox = await test.ask(undefined, 'GET', '/api/mail/outbox')
  const letter = outbox.body.items.find((item: { to: string }) => item.to === email)
  const token = /[?&#]token=([A-Za-z0-9_-]+)/.exec(letter?.text ?? '')?.[1]
  if (!token) throw new Error(`no letter with a link came to ${email}: ${JSON.stringify(outbox.body)}`)
  const confirmed = await test.ask(undefined, 'POST', '/api/sign-in/confirm', { token })
  const cookie = String(confirmed.headers['set-cookie'] ?? '').split(';')[0]
  if (!cookie) throw new Error(`${email} was not signed in: ${JSON.stringify(confirmed.body)}`)
  return cookie
}

/**
 * A whole city: database brought up to date, modules started, facts delivered, jobs worked, doors open.
 * Built apart from listening, so that tests boot the same thing in process.
 */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Redis } from 'ioredis'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { Type } from 'typebox'
import type { Config } from './config.ts'
import { createCounters, databaseCounters, forgetOldCounters, redisCounters } from './counters.ts'
import { createKysely, openDb, type SubscribersOf } from './db.ts'
import { createEgress } from './egress.ts'
import { createFiles } from './files.ts'
import { addHealth } from './http/health.ts'
import { addPages } from './http/pages.ts'
import { addReference } from './http/reference.ts'
import type { Doorkeeper } from './http/route.ts'
import { createServer, languageOf } from './http/server.ts'
import { job, jobKind, prepareJobs, startWorkers } from './jobs.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { type Migrations, migrate } from './migrate.ts'
import { type AnyModule, type ApiOf, type KernelDb, type Kit, type Started, startModules } from './module.ts'
import { forgetOldFacts, startDispatcher, subscribersOf } from './outbox.ts'
import { checkPack, describeProblem, openPack, type Pack, type PackProblem } from './pack.ts'
import { rootDir } from './root.ts'
import { loadTexts } from './texts.ts'

export interface CityOptions {
  readonly config: Config
  readonly modules: readonly AnyModule[]
  readonly pool: pg.Pool
  readonly alone: boolean
  readonly log: Log
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  /** Told what is being done, for people who wait. */
  readonly note?: (step: string) => void
  /** False: facts and jobs wait until `drain`. For tests. */
  readonly background?: boolean
}

export interface City {
  readonly server: FastifyInstance
  readonly db: Kysely<unknown>
  apiOf<M extends AnyModule>(module: M): ApiOf<M>
  /** Delivers facts that are due. */
  drain(): Promise<number>
  stop(): Promise<void>
}

/** The pack has mistakes; nothing was loaded. */
export class PackError extends Error {
  override readonly name = 'PackError'
  readonly problems: readonly PackProblem[]

  constructor(problems: readonly PackProblem[]) {
    super(`В наборе региона ошибки:\n${problems.map(describeProblem).join('\n')}`)
    this.problems = problems
  }
}

const sweep = jobKind('kernel.sweep', Type.Object({}))

export async function openCity(o: CityOptions): Promise<City> {
  const note = o.note ?? (() => {})
  const pack = openGoodPack(o)
  note('база данных')
  await migrate(o.pool, migrationsOf(o.modules))
  await prepareJobs(o.pool)

  const platform = await openPlatform(o, pack)
  const listeners = subscribersOf(() => started.flatMap(({ running }) => running.subscribes ?? []))
  const started = startModules(o.modules, (module) => kitOf(platform, o, module, listeners))
  for (const { module, running } of started) {
    if (running.ready) note(module.name)
    await running.ready?.()
  }
  const background = await startBackground(o, platform, started, listeners)
  const server = await openDoors(o, platform, started)
  return {
    server,
    db: platform.db,
    apiOf: (module) => started.find((entry) => entry.module === module)?.running.api as ApiOf<typeof module>,
    drain: background.drain,
    async stop() {
      await server.close()
      await background.stop()
      for (const { running } of [...started].reverse()) await running.stop?.()
      await platform.close()
    },
  }
}

function openGoodPack({ config, modules }: CityOptions): Pack {
  const pack = openPack(config.packDir)
  const parts = modules.flatMap((module) => module.pack ?? [])
  const problems = checkPack(pack, parts)
  if (problems.length > 0) throw new PackError(problems)
  return pack
}

/** What is one for the whole process. */
interface Platform extends Omit<Kit<unknown>, 'db' | 'log' | 'whenPackChanged'> {
  readonly db: Kysely<unknown>
  close(): Promise<void>
}

async function openPlatform({ config, log, pool, now, random }: CityOptions, pack: Pack): Promise<Platform> {
  const redis = config.redisUrl
    ? new Redis(config.redisUrl, { maxRetriesPerRequest: 2, lazyConnect: true })
    : undefined
  await redis?.connect()
  redis?.on('error', (error: Error) => log.warn({ err: error }, 'redis'))
  const counters = createCounters(redis ? redisCounters(redis) : databaseCounters(pool), now)
  // Whoever points a bot at an emulator has named that host.
  const named = config.telegram ? [config.telegram.apiRoot.host] : []
  const egress = createEgress([...config.egressPrivate, ...named])
  return {
    db: createKysely(pool),
    now,
    random,
    config,
    files: createFiles(join(config.dataDir, 'files')),
    egress,
    pack,
    counters,
    metrics: createMetrics(),
    texts: loadTexts(config.packDir),
    async close() {
      await counters.settle().catch((error) => log.warn({ err: error }, 'counters were not settled'))
      await egress.close()
      redis?.disconnect()
    },
  }
}

function kitOf(
  platform: Platform,
  o: CityOptions,
  module: AnyModule,
  listeners: SubscribersOf,
): Kit<unknown> {
  const { db, close: _close, ...shared } = platform
  return {
    ...shared,
    db: openDb(db, listeners),
    log: o.log.child({ module: module.name }),
    whenPackChanged: (patterns, load) =>
      whenPackChanged(db as unknown as KernelDb, module.name, platform.pack.hash(patterns), load),
  }
}

/** Facts and jobs. Without the role `worker`, and in tests, facts wait until `drain` and jobs stay in the queue. */
async function startBackground(
  { pool, log, config, alone, background = true }: CityOptions,
  { db }: Platform,
  started: readonly Started[],
  listeners: SubscribersOf,
) {
  const works = background && config.roles.has('worker')
  const subscriptions = started.flatMap(({ running }) => running.subscribes ?? [])
  const dispatcher = await startDispatcher({
    pool,
    db,
    subscriptions,
    subscribersOf: listeners,
    log,
    listen: works,
  })
  const forget = job(sweep, async () => {
    await forgetOldFacts(db)
    await forgetOldCounters(pool)
  })
  const jobs = [...started.flatMap(({ running }) => running.jobs ?? []), forget]
  const schedules = [
    ...started.flatMap(({ running }) => running.schedules ?? []),
    { kind: sweep, cron: '17 3 * * *' },
  ]
  const workers = works ? await startWorkers({ pool, log, alone, jobs, schedules }) : undefined
  return {
    drain: () => dispatcher.drain(),
    async stop() {
      await workers?.stop()
      await dispatcher.stop()
    },
  }
}

function openDoors({ config, log, pool }: CityOptions, platform: Platform, started: readonly Started[]) {
  const { texts, metrics, pack } = platform
  const isWeb = config.roles.has('web')
  const routes = isWeb ? started.flatMap(({ running }) => running.routes ?? []) : []
  const rawRoutes = started
    .flatMap(({ running }) => running.rawRoutes ?? [])
    .filter(({ role }) => config.roles.has(role ?? 'web'))
  return createServer({
    config,
    log,
    texts,
    metrics,
    doorkeeper: started.find(({ running }) => running.doorkeeper)?.running.doorkeeper ?? nobodyKnown,
    routes,
    rawRoutes,
    extend: async (scope) => {
      addHealth(scope, { pool, metrics, title: `Gorod · ${pack.manifest.name.ru}`, config, routes, started })
      if (isWeb)
        addReference(
          scope,
          routes.map(({ endpoint }) => endpoint),
          texts,
          languageOf,
        )
      return isWeb ? addPages(scope, join(rootDir, 'dist/web')) : undefined
    },
  })
}

const nobodyKnown: Doorkeeper = { identify: async () => undefined, audit: async () => {} }

/** The kernel first, then modules and channels in the order of the one list. */
export function migrationsOf(modules: readonly AnyModule[]): Migrations[] {
  const places = (name: string) => [
    { owner: name, folder: join(rootDir, 'modules', name, 'server/migrations') },
    { owner: `channel-${name}`, folder: join(rootDir, 'channels', name, 'migrations') },
  ]
  return [
    { owner: 'kernel', folder: join(rootDir, 'kernel/server/migrations') },
    ...modules.flatMap(({ name }) => places(name)),
  ]
}

async function whenPackChanged(
  db: KernelDb,
  module: string,
  hash: string,
  load: () => Promise<void>,
): Promise<boolean> {
  const before = await db
    .selectFrom('kernel.pack_part')
    .select('hash')
    .where('module', '=', module)
    .executeTakeFirst()
  if (before?.hash === hash) return false
  await load()
  await db
    .insertInto('kernel.pack_part')
    .values({ module, hash, loaded_at: new Date() })
    .onConflict((conflict) => conflict.column('module').doUpdateSet({ hash, loaded_at: new Date() }))
    .execute()
  return true
}

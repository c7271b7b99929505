/**
 * One city capability: a folder, a Postgres schema of the same name, a manifest. It stands on the modules
 * it needs, and importing them is what declares the need.
 */
import type { Kysely } from 'kysely'
import type { Text } from '#kernel/contract/text.ts'
import type { Config } from './config.ts'
import type { Counters } from './counters.ts'
import type { Db } from './db.ts'
import type { Egress } from './egress.ts'
import type { Files } from './files.ts'
import type { PathsFragment } from './http/openapi.ts'
import type { Doorkeeper, RawRoute, Route } from './http/route.ts'
import type { Job, Schedule } from './jobs.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Subscription } from './outbox.ts'
import type { Pack, PackPart } from './pack.ts'
import type { Texts } from './texts.ts'

export interface Module<Api, Tables, Needs extends Record<string, AnyModule>> {
  readonly name: string
  readonly needs: Needs
  /** Staff permissions this module checks, with words for the people who grant them. */
  readonly permissions?: Readonly<Record<string, Text>>
  /** Parts of a region pack this module reads. */
  readonly pack?: readonly PackPart[]
  start(kit: Kit<Tables>, needs: Apis<Needs>): Running<Api>
}

/** What the platform gives every module. Time and randomness come from here and from nowhere else. */
export interface Kit<Tables> {
  readonly db: Db<Tables>
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly config: Config
  readonly log: Log
  readonly files: Files
  readonly egress: Egress
  readonly pack: Pack
  readonly counters: Counters
  readonly metrics: Metrics
  readonly texts: Texts
  /**
   * Runs `load` when the pack files it depends on have changed since the last time this module loaded them.
   */
  whenPackChanged(patterns: readonly string[], load: () => Promise<void>): Promise<boolean>
}

export interface Running<Api> {
  readonly api: Api
  readonly routes?: readonly Route[]
  readonly rawRoutes?: readonly RawRoute[]
  readonly subscribes?: readonly Subscription[]
  readonly jobs?: readonly Job[]
  readonly schedules?: readonly Schedule[]
  /** OpenAPI paths of raw routes. */
  readonly describe?: () => PathsFragment
  /** At most one module: who people are and what staff may do. */
  readonly doorkeeper?: Doorkeeper
  /** After every module has started and the database is up to date, before the first request. */
  readonly ready?: () => Promise<void>
  readonly stop?: () => Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: a list of modules has no single Api or Tables
export type AnyModule = Module<any, any, any>

export type ApiOf<M> = M extends Module<infer Api, infer _T, infer _N> ? Api : never
type Apis<Needs extends Record<string, AnyModule>> = { [K in keyof Needs]: ApiOf<Needs[K]> }

/** Tables first, so the rest can be inferred: `defineModule<VoteTables>()({ … })`. */
export function defineModule<Tables>() {
  return <Api, const Needs extends Record<string, AnyModule>>(m: Module<Api, Tables, Needs>) => m
}

export interface Started {
  readonly module: AnyModule
  readonly running: Running<unknown>
}

/** Starts modules in order of need. `kitFor` narrows the platform to one module. */
export function startModules(
  modules: readonly AnyModule[],
  kitFor: (module: AnyModule) => Kit<unknown>,
): Started[] {
  const started = new Map<AnyModule, Started>()
  const start = (module: AnyModule): Started => {
    const already = started.get(module)
    if (already) return already
    const needs = Object.fromEntries(
      Object.entries(module.needs as Record<string, AnyModule>).map(([name, needed]) => [
        name,
        start(needed).running.api,
      ]),
    )
    const entry = { module, running: module.start(kitFor(module), needs as never) as Running<unknown> }
    started.set(module, entry)
    return entry
  }
  for (const module of modules) start(module)
  return [...started.values()]
}

/** Rows of the kernel that remember what of the pack was loaded. */
export interface PackPartTables {
  'kernel.pack_part': { module: string; hash: string; loaded_at: Date }
}

export type KernelDb = Kysely<PackPartTables>

/** What a developer does: an app, its keys, its use. Everything here is the developer's own. */
import type { Db } from '#kernel/server/db.ts'
import type { Caller } from '#kernel/server/http/route.ts'
import { newId } from '#kernel/server/id.ts'
import { type App, type AppKey, type KeyKind, type NewKey, type Quota, refuse } from '../../contract.ts'
import {
  type AppRow,
  addApp,
  addKey,
  endKey,
  findApp,
  type KeyRow,
  listAppRows,
  listKeyRows,
  revokeKeyRow,
  sumByDataset,
  sumUsage,
} from '../store/apps.ts'
import type { BusTables } from '../store/runs.ts'
import type { Meter } from '../usage/meter.ts'
import type { Admission } from './admit.ts'
import { graceDays, hashKey, hintOf, keyState, makeKey } from './key.ts'
import { appPlan } from './plan.ts'

const mostApps = 20
/** Two live keys of a kind: the old and the new one while a server is being changed over. */
const mostLive = 2

export function createAppService(o: {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  readonly admission: Admission
  readonly meter: Meter
  readonly timeZone: string
}) {
  const { db, now, admission, meter } = o

  async function quotaOf(appId: string): Promise<Quota> {
    const { used, resetsAt } = await admission.used(appId)
    const { calls } = appPlan.quota
    return {
      perMonth: calls,
      used,
      left: Math.max(0, calls - used),
      resetsAt: resetsAt.toISOString(),
      perMinute: appPlan.perMinute,
      limitMax: appPlan.limitMax,
    }
  }

  async function toApp(row: AppRow, keys: readonly KeyRow[]): Promise<App> {
    return {
      id: row.id,
      name: row.name,
      ...(row.purpose !== null && { purpose: row.purpose }),
      createdAt: row.createdAt.toISOString(),
      keys: keys.filter(({ appId }) => appId === row.id).map((key) => toKey(key, now())),
      quota: await quotaOf(row.id),
    }
  }

  /** Makes a key inside one transaction; `replaces` ends in seven days. */
  async function issue(
    ownerId: string,
    {
      appId,
      kind,
      origins,
      replaces,
    }: { appId: string; kind?: KeyKind; origins?: readonly string[]; replaces?: string },
  ): Promise<NewKey> {
    return db.write(async (tx) => {
      if (!(await findApp(tx.sql, appId, ownerId, true))) refuse('bus.no_such_app')
      const keys = await listKeyRows(tx.sql, [appId])
      const old = replaces === undefined ? undefined : keys.find(({ id }) => id === replaces)
      if (replaces !== undefined && !old) refuse('bus.no_such_key')
      if (old && keyState(old, now()) === 'revoked') refuse('bus.key_revoked')
      const wanted = old?.kind ?? kind ?? 'sec'
      const bound = old?.origins ?? (wanted === 'pub' ? (origins ?? []) : [])
      if (wanted === 'pub' && bound.length === 0) refuse('bus.origins_needed')
      const live = keys.filter((key) => key.kind === wanted && keyState(key, now()) !== 'revoked')
      if (live.length >= mostLive) refuse('bus.too_many_keys', { most: mostLive })
      const { id, text } = makeKey(wanted, o.random)
      const row: KeyRow = {
        id,
        appId,
        kind: wanted,
        hash: hashKey(text),
        origins: bound.map((origin) => origin.toLowerCase()),
        createdAt: now(),
        endsAt: null,
        revokedAt: null,
        lastUsedAt: null,
      }
      await addKey(tx.sql, row)
      if (old) await endKey(tx.sql, old.id, new Date(now().getTime() + graceDays * 86_400_000))
      return { key: toKey(row, now()), secret: text }
    })
  }

  return {
    async create({ name, purpose }: { name: string; purpose?: string }, caller: Caller): Promise<App> {
      const ownerId = ownerOf(caller)
      const row = {
        id: newId('app', now()),
        ownerId,
        name: name.trim(),
        purpose: purpose?.trim() || null,
        createdAt: now(),
      }
      if (row.name === '') refuse('bus.bad_parameter', { parameter: 'name', expected: 'название' })
      await db.write(async (tx) => {
        if ((await listAppRows(tx.sql, ownerId)).length >= mostApps)
          refuse('bus.too_many_apps', { most: mostApps })
        await addApp(tx.sql, row)
      })
      return toApp(row, [])
    },

    async list(caller: Caller): Promise<{ items: App[] }> {
      const apps = await listAppRows(db.read, ownerOf(caller))
      const keys = await listKeyRows(
        db.read,
        apps.map(({ id }) => id),
      )
      return { items: await Promise.all(apps.map((app) => toApp(app, keys))) }
    },

    issue: (input: { appId: string; kind: KeyKind; origins?: string[] }, caller: Caller) =>
      issue(ownerOf(caller), input),

    rotate: ({ appId, keyId }: { appId: string; keyId: string }, caller: Caller) =>
      issue(ownerOf(caller), { appId, replaces: keyId }),

    async revoke({ appId, keyId }: { appId: string; keyId: string }, caller: Caller): Promise<AppKey> {
      return db.write(async (tx) => {
        if (!(await findApp(tx.sql, appId, ownerOf(caller), true))) refuse('bus.no_such_app')
        const key =
          (await listKeyRows(tx.sql, [appId])).find(({ id }) => id === keyId) ?? refuse('bus.no_such_key')
        await revokeKeyRow(tx.sql, keyId, now())
        return toKey({ ...key, revokedAt: now() }, now())
      })
    },

    async usage(
      { appId, by = 'day', days = 30 }: { appId: string; by?: 'hour' | 'day'; days?: number },
      caller: Caller,
    ) {
      if (!(await findApp(db.read, appId, ownerOf(caller)))) refuse('bus.no_such_app')
      // The developer has just called and looks whether it counted.
      await meter.flush()
      const since = new Date(now().getTime() - days * 86_400_000)
      const [quota, lines, datasets] = await Promise.all([
        quotaOf(appId),
        sumUsage(db.read, appId, { by, since, timeZone: o.timeZone }),
        sumByDataset(db.read, appId, since),
      ])
      return { quota, lines, datasets }
    },
  }
}

const ownerOf = (caller: Caller): string => caller.id ?? refuse('bus.no_such_app')

function toKey(row: KeyRow, now: Date): AppKey {
  return {
    id: row.id,
    kind: row.kind,
    hint: hintOf(row.kind, row.id),
    origins: [...row.origins],
    state: keyState(row, now),
    createdAt: row.createdAt.toISOString(),
    ...(row.endsAt && { endsAt: row.endsAt.toISOString() }),
    ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt.toISOString() }),
  }
}

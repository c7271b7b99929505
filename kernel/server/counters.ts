/**
 * Counters of quotas and rates. Units are leased ahead from a shared store and handed out from memory, so
 * a call costs no round trip; the overshoot is at most workers × lease (BUS.md 7).
 */
import type { Redis } from 'ioredis'
import type pg from 'pg'

/** Where leases come from. One contract, two engines: a table, or Redis for many processes. */
export interface CounterStore {
  /**
   * Adds `units` to the counter and returns its value after that. `expiresAt` ends the counter's life.
   * Negative units give back what a lease did not use.
   */
  add(name: string, units: number, expiresAt: Date): Promise<number>
  value(name: string): Promise<number>
}

export function databaseCounters(pool: pg.Pool): CounterStore {
  return {
    async add(name, units, expiresAt) {
      const { rows } = await pool.query<{ used: number }>(
        `insert into kernel.counter as c (name, used, expires_at) values ($1, greatest($2::bigint, 0), $3)
         on conflict (name) do update set
           used = greatest(0, case when c.expires_at <= now() then 0 else c.used end + $2), expires_at = $3
         returning used`,
        [name, units, expiresAt],
      )
      return rows[0]?.used ?? 0
    },
    async value(name) {
      const { rows } = await pool.query<{ used: number }>(
        'select used from kernel.counter where name = $1 and expires_at > now()',
        [name],
      )
      return rows[0]?.used ?? 0
    },
  }
}

/** A counter is over at its hour, but its row stays; called once a night. */
export const forgetOldCounters = (pool: pg.Pool) =>
  pool.query('delete from kernel.counter where expires_at < now()')

export function redisCounters(redis: Redis): CounterStore {
  const key = (name: string) => `gorod:counter:${name}`
  return {
    async add(name, units, expiresAt) {
      const used = await redis.incrby(key(name), units)
      await redis.pexpireat(key(name), expiresAt.getTime())
      if (used >= 0) return used
      await redis.set(key(name), 0, 'PXAT', expiresAt.getTime())
      return 0
    },
    async value(name) {
      return Number((await redis.get(key(name))) ?? 0)
    },
  }
}

export interface Counters {
  /**
   * Takes `units` (1 when absent) of a limit; false when nothing is left. `used` is the shared figure as
   * far as this process knows it.
   */
  take(
    name: string,
    limit: number,
    expiresAt: Date,
    units?: number,
  ): Promise<{ allowed: boolean; used: number }>
  /** Units used, what lies unspent in this process's leases given off. */
  used(name: string): Promise<number>
  /** Gives back unspent leases. Called at a clean stop. */
  settle(): Promise<void>
}

interface Lease {
  left: number
  /** Value of the shared counter when the lease was taken. */
  shared: number
  expiresAt: Date
}

/** Windows of minutes and of addresses leave leases behind; past this number the dead ones are swept. */
const mostLeases = 10_000

function forgetExpired(leases: Map<string, Lease>, now: Date): void {
  for (const [name, { expiresAt }] of leases) if (expiresAt <= now) leases.delete(name)
}

/** `lease` units are taken at once when a limit is large enough to afford it. */
export function createCounters(store: CounterStore, now: () => Date, lease = 20): Counters {
  const leases = new Map<string, Lease>()
  return {
    async take(name, limit, expiresAt, units = 1) {
      const held = leases.get(name)
      if (held && held.expiresAt > now() && held.left >= units) {
        held.left -= units
        return { allowed: true, used: held.shared - held.left }
      }
      // A small limit is leased in small pieces, or one process would hold it all.
      const size = Math.max(units, Math.min(lease, Math.floor(limit / 50)))
      const shared = await store.add(name, size, expiresAt)
      const before = shared - size
      const granted = Math.max(0, Math.min(size, limit - before))
      if (granted < size) await store.add(name, granted - size, expiresAt)
      if (granted < units) {
        if (granted > 0) await store.add(name, -granted, expiresAt)
        return { allowed: false, used: Math.min(limit, before) }
      }
      const left = granted - units
      if (leases.size >= mostLeases) forgetExpired(leases, now())
      // Another call may have leased while this one waited; what it left is still ours to hand out.
      const beside = leases.get(name)
      const alive = beside && beside.expiresAt > now() ? beside : { left: 0, shared: 0 }
      const lent = { left: left + alive.left, shared: Math.max(before + granted, alive.shared), expiresAt }
      leases.set(name, lent)
      return { allowed: true, used: lent.shared - lent.left }
    },
    async used(name) {
      const held = leases.get(name)
      const unspent = held && held.expiresAt > now() ? held.left : 0
      return Math.max(0, (await store.value(name)) - unspent)
    },
    async settle() {
      for (const [name, held] of leases) {
        if (held.left > 0 && held.expiresAt > now()) await store.add(name, -held.left, held.expiresAt)
      }
      leases.clear()
    },
  }
}

/** One contract of counters, each engine in turn. Redis is asked only where `REDIS_URL` names one. */
import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { databaseOf } from '../../tests/database.ts'
import { type CounterStore, createCounters, databaseCounters, redisCounters } from './counters.ts'
import { createPool } from './db.ts'

const redisUrl = process.env['REDIS_URL']
const engines: readonly [string, boolean, () => { store: CounterStore; close: () => Promise<unknown> }][] = [
  [
    'database',
    true,
    () => {
      const { admin, template } = inject('database')
      const pool = createPool({ ...databaseOf(admin, template), max: 4 })
      return { store: databaseCounters(pool), close: () => pool.end() }
    },
  ],
  [
    'redis (REDIS_URL)',
    redisUrl !== undefined,
    () => {
      const redis = new Redis(redisUrl as string)
      return { store: redisCounters(redis), close: async () => redis.disconnect() }
    },
  ],
]

describe.each(engines)('counters in %s', (_name, present, open) => {
  describe.skipIf(!present)('hold their promise', () => {
    let engine: ReturnType<typeof open>
    beforeAll(() => {
      engine = open()
    })
    afterAll(() => engine.close())
    const name = () => `test:${randomBytes(6).toString('hex')}`
    const hour = () => new Date(Date.now() + 3_600_000)
    const counters = () => createCounters(engine.store, () => new Date())

    test('a limit of ten gives ten and no more', async () => {
      const [mine, key] = [counters(), name()]
      const given = []
      for (let i = 0; i < 12; i++) given.push((await mine.take(key, 10, hour())).allowed)
      expect(given.filter(Boolean)).toHaveLength(10)
      expect(await mine.used(key)).toBe(10)
    })

    test('two processes together never pass the limit, and what one gives back the other may take', async () => {
      const key = name()
      const [one, two] = [counters(), counters()]
      const take = async (from: typeof one, n: number) => {
        let allowed = 0
        for (let i = 0; i < n; i++) if ((await from.take(key, 1000, hour())).allowed) allowed++
        return allowed
      }
      const first = await take(one, 600)
      const second = await take(two, 600)
      expect(first + second).toBeLessThanOrEqual(1000)
      expect(first + second).toBeGreaterThanOrEqual(1000 - 2 * 20)
      await one.settle()
      await two.settle()
      expect(await engine.store.value(key)).toBe(first + second)
    })

    test('a counter whose time is over starts again', async () => {
      const key = name()
      await engine.store.add(key, 7, new Date(Date.now() + 120))
      expect(await engine.store.value(key)).toBe(7)
      await new Promise((done) => setTimeout(done, 200))
      expect(await engine.store.value(key)).toBe(0)
      expect(await engine.store.add(key, 2, hour())).toBe(2)
    })

    test('a counter never goes below nothing', async () => {
      const key = name()
      expect(await engine.store.add(key, -5, hour())).toBe(0)
      expect(await engine.store.add(key, 3, hour())).toBe(3)
    })
  })
})

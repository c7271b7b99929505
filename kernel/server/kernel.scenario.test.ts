import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoint, fact, may } from '#kernel/contract/endpoint.ts'
import { defineRefusals } from '#kernel/contract/refusal.ts'
import { type TestCity, testCity } from '../../tests/harness.ts'
import { route } from './http/route.ts'
import { job, jobKind } from './jobs.ts'
import { defineModule } from './module.ts'
import { onFact } from './outbox.ts'

interface BellTables {
  'kernel.counter': { name: string; used: number; expires_at: Date }
}

const rung = fact('bells.rung', Type.Object({ times: Type.Integer() }))
const peal = jobKind('bells.peal', Type.Object({ name: Type.String() }))
const refuse = defineRefusals({ 'bells.broken': 409 })
const ringBell = endpoint({
  name: 'ringBell',
  method: 'POST',
  path: '/bells/:tower/ring',
  access: 'anyone',
  summary: 'Ring',
  input: Type.Object({ tower: Type.String(), times: Type.Integer({ minimum: 1, maximum: 12 }) }),
  output: Type.Object({ rung: Type.Integer() }),
})
const meltBell = endpoint({
  name: 'meltBell',
  method: 'DELETE',
  path: '/bells/:tower',
  access: may('bells.melt'),
  summary: 'Melt',
  input: Type.Object({ tower: Type.String() }),
  output: Type.Object({}),
})

const later = new Date('2100-01-01')
let failures = 0

/** A tower with nothing of a city in it: what the kernel promises to any module. */
const bells = defineModule<BellTables>()({
  name: 'bells',
  needs: {},
  start: ({ db }) => ({
    api: {
      nest: () => db.write(() => db.write(async () => {})),
      around: () => db.write(async () => void db.read),
      enqueue: (name: string) => db.write((tx) => tx.enqueue(peal, { name }, { key: name })),
    },
    routes: [
      route(ringBell, async ({ tower, times }) => {
        await db.write(async (tx) => {
          await tx.record(rung, { times })
          if (tower === 'cracked') refuse('bells.broken', { tower })
        })
        return { rung: times, hidden: 'never leaves' }
      }),
      route(meltBell, async () => ({})),
    ],
    subscribes: [
      onFact<typeof rung.payload, BellTables>('bells.count', rung, async (heard, tx) => {
        if (heard.some(({ times }) => times === 12) && failures++ < 2) throw new Error('the ringer slept')
        for (const { times } of heard) {
          await tx.sql
            .insertInto('kernel.counter')
            .values({ name: 'bells', used: times, expires_at: later })
            .onConflict((c) =>
              c.column('name').doUpdateSet((eb) => ({ used: eb('kernel.counter.used', '+', times) })),
            )
            .execute()
        }
      }),
    ],
    jobs: [
      job(peal, async ({ name }) => {
        await db.write((tx) =>
          tx.sql
            .insertInto('kernel.counter')
            .values({ name, used: 1, expires_at: later })
            .onConflict((c) =>
              c.column('name').doUpdateSet((eb) => ({ used: eb('kernel.counter.used', '+', 1) })),
            )
            .execute()
            .then(() => {}),
        )
      }),
    ],
  }),
})

let city: TestCity
beforeAll(async () => {
  city = await testCity({ modules: [bells] })
})
afterAll(() => city.close())

const counted = async (name: string) => {
  const { rows } = await sql<{ used: number }>`select used from kernel.counter where name = ${name}`.execute(
    city.db,
  )
  return rows[0]?.used ?? 0
}

test('an answer keeps to its contract, and the fact is handled once', async () => {
  const before = await counted('bells')
  const rang = await city.ask(undefined, 'POST', '/api/bells/petropavlovsky/ring', { times: 3 })
  expect(rang).toMatchObject({ status: 200, body: { rung: 3 }, facts: ['bells.rung'] })
  expect(rang.body).not.toHaveProperty('hidden')
  await city.drain()
  await city.drain()
  expect(await counted('bells')).toBe(before + 3)
})

test('a refusal speaks the language of the caller and leaves no trace', async () => {
  const refused = await city.ask(undefined, 'POST', '/api/bells/cracked/ring', { times: 3 })
  expect(refused).toMatchObject({ status: 409, body: { code: 'bells.broken', tower: 'cracked' }, facts: [] })
  const english = await city.ask(undefined, 'DELETE', '/api/bells/x', undefined, { 'accept-language': 'en' })
  expect(english).toMatchObject({
    status: 401,
    body: { code: 'access.sign_in', title: 'Sign in to do this' },
  })
})

test.each([
  ['a number out of bounds', { times: 13 }, 'times', 'должно быть <= 12'],
  ['a missing field', {}, 'times', 'должно иметь обязательное поле times'],
  ['an unknown field', { times: 1, loud: true }, 'loud', 'не должно иметь дополнительных полей'],
])('%s is named in Russian', async (_what, body, path, message) => {
  const refused = await city.ask(undefined, 'POST', '/api/bells/x/ring', body)
  expect(refused).toMatchObject({ status: 400, body: { code: 'input.invalid', issues: [{ path, message }] } })
})

test('a fact whose hearer fails waits, and its neighbours are heard', async () => {
  failures = 0
  const before = await counted('bells')
  await city.ask(undefined, 'POST', '/api/bells/x/ring', { times: 12 })
  await city.ask(undefined, 'POST', '/api/bells/x/ring', { times: 5 })
  await city.drain()
  expect(await counted('bells')).toBe(before + 5)
  await sql`update kernel.delivery set due_at = now()`.execute(city.db)
  await city.drain()
  expect(await counted('bells')).toBe(before + 17)
})

test('a write inside a write, and a read around it, are errors at once', async () => {
  const api = city.city.apiOf(bells)
  await expect(api.nest()).rejects.toThrow('one write per act')
  await expect(api.around()).rejects.toThrow('read through the transaction')
})

test('what is not JSON, too large or nowhere is refused in the same form', async () => {
  const headers = { 'content-type': 'application/json' }
  expect(await city.ask(undefined, 'POST', '/api/bells/x/ring', '{"times":', headers)).toMatchObject({
    status: 400,
    body: { code: 'input.not_json' },
  })
  expect(
    await city.ask(undefined, 'POST', '/api/bells/x/ring', { times: 1, pad: 'x'.repeat(1_100_000) }),
  ).toMatchObject({ status: 413, body: { code: 'input.too_large' } })
  expect(await city.ask(undefined, 'GET', '/api/nowhere')).toMatchObject({
    status: 404,
    body: { code: 'path.unknown' },
  })
})

test('the description and the health pages come from the same list', async () => {
  const described = await city.ask(undefined, 'GET', '/api/openapi.json')
  expect(described.body.paths['/api/bells/{tower}/ring'].post).toMatchObject({ operationId: 'ringBell' })
  expect(await city.ask(undefined, 'GET', '/readyz')).toMatchObject({ status: 200, body: { database: 'ok' } })
  expect((await city.ask(undefined, 'GET', '/metrics')).body).toContain('gorod_http_request_seconds')
})

test('reference pages are made of contracts, and a refusal leads to its line', async () => {
  const refused = await city.ask(undefined, 'POST', '/api/bells/cracked/ring', { times: 3 })
  expect(refused.body.type).toBe('/errors#bells.broken')
  const errors = await city.ask(undefined, 'GET', '/errors')
  expect(errors.body).toContain('<tr id="bells.broken"><td>bells.broken</td><td>409</td>')
  expect(errors.body).toContain('Чтобы сделать это, войдите')
  const reference = await city.ask(undefined, 'GET', '/reference', undefined, { 'accept-language': 'en' })
  expect(reference.body).toContain(
    '<td>DELETE</td><td>/api/bells/:tower</td><td>Melt</td><td>staff who may bells.melt</td>',
  )
  expect(reference.headers['content-security-policy']).toContain("script-src 'self'")
})

test('a job left locked by a dead process is worked by the next one, once', async () => {
  await city.city.apiOf(bells).enqueue('orphan')
  await sql`update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now()`.execute(
    city.db,
  )
  await city.restart({ background: true })
  await expect.poll(() => counted('orphan')).toBe(1)
  await city.restart()
  expect(await counted('orphan')).toBe(1)
})

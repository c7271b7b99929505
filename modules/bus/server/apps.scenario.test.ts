/** A developer's way: app, key, calls, quota, use; and every wrong key. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Person, type TestCity, testCity } from '../../../tests/harness.ts'
import { bus } from '../index.ts'

let t: TestCity
beforeAll(async () => {
  t = await testCity()
})
afterAll(() => t.close())
beforeEach(() => t.pass(61_000))

const makeApp = async (who: Person, name = 'Карта колодцев') =>
  (await t.ask(who, 'POST', '/api/apps', { name })).body
const makeKey = async (who: Person, appId: string, body: object = { kind: 'sec' }) =>
  (await t.ask(who, 'POST', `/api/apps/${appId}/keys`, body)).body
const call = (key: string | undefined, path = 'metro/items?limit=1', headers: Record<string, string> = {}) =>
  t.ask(undefined, 'GET', `/api/datasets/${path}`, undefined, {
    ...(key && { authorization: `Bearer ${key}` }),
    ...headers,
  })
const usage = async (who: Person, appId: string, query = '') =>
  (await t.ask(who, 'GET', `/api/apps/${appId}/usage${query}`)).body

test('a developer makes an app and a key, calls, and sees the quota fall and the use grow', async () => {
  const app = await makeApp('gleb')
  expect(app).toMatchObject({
    name: 'Карта колодцев',
    keys: [],
    quota: { used: 0, left: 100_000, perMinute: 600 },
  })
  const { key, secret } = await makeKey('gleb', app.id)
  expect(secret).toMatch(/^grd_sec_[0-9a-z]{12}_[0-9a-z]{52}[0-9a-f]{8}$/)
  expect(key).toMatchObject({ kind: 'sec', state: 'live', hint: expect.stringMatching(/^grd_sec_\w{6}…$/) })

  const first = await call(secret)
  expect(first.status).toBe(200)
  expect(first.headers['x-ratelimit-remaining']).toBe('99999')
  const second = await call(undefined, 'schools/items?limit=1', { 'x-api-key': secret })
  expect(second.headers['x-ratelimit-remaining']).toBe('99998')
  expect((await call(secret, 'metro/items?colour=red')).status).toBe(400)

  const used = await usage('gleb', app.id)
  expect(used.quota).toMatchObject({ used: 2, left: 99_998 })
  expect(used.lines).toMatchObject([{ calls: 3, refused: 1, failed: 0 }])
  expect(used.lines[0].bytes).toBeGreaterThan(200)
  expect(used.datasets).toEqual([
    { dataset: 'metro', calls: 2 },
    { dataset: 'schools', calls: 1 },
  ])
  expect((await usage('gleb', app.id, '?by=hour')).lines[0].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d$/)
  const mine = (await t.ask('gleb', 'GET', '/api/apps')).body.items
  expect(mine.find(({ id }: { id: string }) => id === app.id).keys[0].lastUsedAt).toBeDefined()
})

test('the key itself is nowhere in the database', async () => {
  const app = await makeApp('gleb')
  const { secret } = await makeKey('gleb', app.id)
  await call(secret)
  const { rows } = await sql<{ text: string }>`
    select (select json_agg(k)::text from bus.key k) || (select json_agg(o)::text from kernel.outbox o) as text`.execute(
    t.db,
  )
  expect(rows[0]?.text).toContain(app.id)
  expect(rows[0]?.text).not.toContain(secret.slice(24, 60))
})

describe('a wrong key is refused, each way with its own words', () => {
  let secret = ''
  let appId = ''
  let keyId = ''
  beforeAll(async () => {
    const app = await makeApp('gleb', 'Ключи')
    const made = await makeKey('gleb', app.id)
    appId = app.id
    secret = made.secret
    keyId = made.key.id
  })

  test.each([
    ['not a key', () => 'hello', 'bus.key_malformed'],
    [
      'one sign changed',
      () => secret.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'bus.key_malformed',
    ],
    ['cut short', () => secret.slice(0, -3), 'bus.key_malformed'],
    [
      'the checksum of other bytes',
      () => `grd_sec_${'0'.repeat(12)}_${'0'.repeat(52)}00000000`,
      'bus.key_malformed',
    ],
  ])('%s', async (_name, key, code) => {
    const { status, body } = await call(key())
    expect([status, body.code]).toEqual([401, code])
    expect(body.detail).toContain('grd_')
  })

  test('well formed and unknown', async () => {
    const { makeKey: forge } = await import('./keys/key.ts')
    const { randomBytes } = await import('node:crypto')
    expect((await call(forge('sec', randomBytes).text)).body.code).toBe('bus.key_unknown')
  })

  test('revoked: at once, for good, and only by its owner', async () => {
    expect((await call(secret)).status).toBe(200)
    expect((await t.ask('anna', 'POST', `/api/apps/${appId}/keys/${keyId}/revoke`, {})).body.code).toBe(
      'bus.no_such_app',
    )
    expect((await call(secret)).status).toBe(200)
    expect((await t.ask('gleb', 'POST', `/api/apps/${appId}/keys/${keyId}/revoke`, {})).body.state).toBe(
      'revoked',
    )
    const { status, body } = await call(secret)
    expect([status, body.code]).toEqual([401, 'bus.key_revoked'])
    expect((await t.ask('gleb', 'POST', `/api/apps/${appId}/keys/${keyId}/rotate`, {})).body.code).toBe(
      'bus.key_revoked',
    )
  })

  test('of somebody else: apps are seen by nobody but their owner', async () => {
    expect((await t.ask('anna', 'GET', `/api/apps/${appId}/usage`)).status).toBe(404)
    expect((await t.ask('anna', 'POST', `/api/apps/${appId}/keys`, { kind: 'sec' })).status).toBe(404)
    expect((await t.ask(undefined, 'GET', '/api/apps')).status).toBe(401)
  })
})

test('a publishable key works on its sites and nowhere else', async () => {
  const app = await makeApp('gleb')
  expect((await makeKey('gleb', app.id, { kind: 'pub' })).code).toBe('bus.origins_needed')
  const { secret } = await makeKey('gleb', app.id, { kind: 'pub', origins: ['https://map.example.org'] })
  expect(secret).toMatch(/^grd_pub_/)
  expect((await call(secret, undefined, { origin: 'https://map.example.org' })).status).toBe(200)
  expect((await call(secret, undefined, { origin: 'https://evil.example.org' })).body.code).toBe(
    'bus.key_wrong_origin',
  )
  expect((await call(secret)).body.code).toBe('bus.key_wrong_origin')
})

test('two keys live at once while a server is changed over; the old one ends after seven days', async () => {
  const app = await makeApp('gleb')
  const old = await makeKey('gleb', app.id)
  const fresh = (await t.ask('gleb', 'POST', `/api/apps/${app.id}/keys/${old.key.id}/rotate`, {})).body
  expect((await makeKey('gleb', app.id)).code).toBe('bus.too_many_keys')
  expect((await call(old.secret)).status).toBe(200)
  expect((await call(fresh.secret)).status).toBe(200)
  t.pass(7 * 86_400_000 + 1000)
  expect((await call(old.secret)).body.code).toBe('bus.key_revoked')
  expect((await call(fresh.secret)).status).toBe(200)
  expect((await makeKey('gleb', app.id)).secret).toMatch(/^grd_sec_/)
})

test('without a key, sixty calls a minute; then a clear no with the time to wait', async () => {
  const codes: number[] = []
  let last: Awaited<ReturnType<typeof call>> | undefined
  for (let n = 0; n < 62; n++) {
    last = await call(undefined)
    codes.push(last.status)
  }
  expect(codes.filter((code) => code === 200)).toHaveLength(60)
  expect(last?.body).toMatchObject({ code: 'bus.too_fast', limit: 60 })
  expect(Number(last?.headers['retry-after'])).toBeLessThanOrEqual(60)
  t.pass(60_000)
  expect((await call(undefined)).status).toBe(200)
})

test('guessing keys is slowed down like any other stranger', async () => {
  const codes = new Set<number>()
  for (let n = 0; n < 62; n++) codes.add((await call('grd_sec_guess')).status)
  expect([...codes]).toEqual([401, 429])
})

test('the month of an app is used up to the last call and not one more, over all datasets together', async () => {
  const app = await makeApp('gleb')
  const { secret } = await makeKey('gleb', app.id)
  expect((await call(secret)).status).toBe(200)
  await t.restart()
  await sql`update kernel.counter set used = 99998 where name like ${`bus:month:${app.id}:%`}`.execute(t.db)
  const codes = []
  for (const dataset of ['metro', 'schools', 'metro', 'libraries'])
    codes.push((await call(secret, `${dataset}/items?limit=1`)).status)
  expect(codes).toEqual([200, 200, 429, 429])
  const { body, headers } = await call(secret)
  expect(body).toMatchObject({ code: 'bus.quota_exceeded', limit: 100_000 })
  const next = new Date(body.resetsAt)
  expect(next.getUTCHours()).toBe(21)
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect((await usage('gleb', app.id)).quota).toMatchObject({ left: 0, used: 100_000 })
})

test('calls at one moment are counted one by one', async () => {
  const app = await makeApp('gleb')
  const { secret } = await makeKey('gleb', app.id)
  const replies = await Promise.all(Array.from({ length: 30 }, () => call(secret)))
  expect(replies.every(({ status }) => status === 200)).toBe(true)
  expect((await usage('gleb', app.id)).quota.used).toBe(30)
})

test('calls from outside are told once a second as a fact without addresses', async () => {
  await call(undefined, 'metro/items?limit=1', { 'user-agent': 'curl/8' })
  await call(undefined, 'metro/items?limit=1', { 'user-agent': 'curl/8' })
  await call(undefined, 'metro/items?x=1', { 'user-agent': 'curl/8' })
  await t.city.apiOf(bus).flushUsage()
  const { rows } = await sql<{
    payload: { calls: { outcome: string; calls: number; callerKey: string; api: string }[] }
  }>`
    select payload from kernel.outbox where name = 'bus.called' order by seq desc limit 3`.execute(t.db)
  const told = rows.flatMap(({ payload }) => payload.calls).filter(({ api }) => api === 'metro')
  expect(told.filter(({ outcome }) => outcome === 'refused').length).toBeGreaterThan(0)
  expect(told[0]?.callerKey).toMatch(/^demo:[\w-]{22}$/)
  expect(JSON.stringify(rows)).not.toContain('127.0.0.1')
})

test('a screen of ours is no developer: it has a limit of its own and is no touch by API', async () => {
  const ours = { 'x-gorod-page': '1', 'sec-fetch-site': 'same-origin' }
  const drawn = await call(undefined, 'mfc/items?limit=1', ours)
  expect(drawn.headers['ratelimit-policy']).toContain('"minute";q=600;w=60')
  const foreign = await call(undefined, 'mfc/items?limit=1', { ...ours, 'sec-fetch-site': 'cross-site' })
  expect(foreign.headers['ratelimit-policy']).toContain('"minute";q=60;w=60')
  await t.city.apiOf(bus).flushUsage()
  const { rows } = await sql<{ payload: { calls: { api: string; calls: number }[] } }>`
    select payload from kernel.outbox where name = 'bus.called'`.execute(t.db)
  const told = rows.flatMap(({ payload }) => payload.calls).filter(({ api }) => api === 'mfc')
  expect(told.reduce((sum, { calls }) => sum + calls, 0)).toBe(1)
  const used = await sql<{
    app: string
  }>`select app from bus.usage where dataset = 'mfc' order by app`.execute(t.db)
  expect(used.rows).toEqual([{ app: 'demo' }, { app: 'page' }])
})

test('use survives a clean stop', async () => {
  const app = await makeApp('gleb')
  const { secret } = await makeKey('gleb', app.id)
  await call(secret)
  await t.restart()
  const { rows } = await sql<{
    calls: number
  }>`select sum(calls)::int as calls from bus.usage where app = ${app.id}`.execute(t.db)
  expect(rows[0]?.calls).toBe(1)
  expect((await usage('gleb', app.id)).quota.used).toBe(1)
})

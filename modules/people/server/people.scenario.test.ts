import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../../tests/harness.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city?.close())

const home = {
  id: 'bld_1',
  short: 'Лиговский пр., 50',
  full: 'Лиговский проспект, 50',
  district: 'centralny',
  geo: { lat: 59.92, lon: 30.36 },
}

async function letterTo(email: string) {
  const { body } = await city.ask(undefined, 'GET', '/api/mail/outbox')
  return body.items.find((letter: { to: string }) => letter.to === email)
}
const tokenIn = (letter: { text: string }) => /#token=([\w-]+)/.exec(letter.text)?.[1] as string
async function linkFor(email: string, next?: string) {
  await city.ask(undefined, 'POST', '/api/sign-in', { email, ...(next && { next }) })
  return tokenIn(await letterTo(email))
}
const confirm = (token: string, more: object = {}, headers?: Record<string, string>) =>
  city.ask(undefined, 'POST', '/api/sign-in/confirm', { token, ...more }, headers)
const cookieOf = (answer: { headers: Readonly<Record<string, string>> }) =>
  String(answer.headers['set-cookie']).split(';')[0] as string
const meWith = (cookie: string) => city.ask(undefined, 'GET', '/api/me', undefined, { cookie })

describe('sign-in by letter', () => {
  test('a guest is not known; after the letter the same browser is, and the city hears of it once', async () => {
    const guest = await city.ask(undefined, 'GET', '/api/me', undefined, { 'accept-language': 'en' })
    expect(guest.body).toEqual({
      known: false,
      lang: 'en',
      homes: [],
      roles: [],
      staffRoles: [],
      permissions: [],
    })

    const token = await linkFor('Nina@Example.org'.toLowerCase(), '/studio?tab=1')
    const first = await confirm(token, { homes: [home], roles: ['parent'] })
    expect(first.status).toBe(200)
    expect(first.facts).toEqual(['people.signed_up'])
    expect(first.body).toMatchObject({
      isNew: true,
      next: '/studio?tab=1',
      me: { known: true, email: 'nina@example.org', homes: [home], roles: ['parent'], permissions: [] },
    })
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly/)
    expect((await meWith(cookieOf(first))).body).toEqual(first.body.me)

    const again = await confirm(await linkFor('nina@example.org'), { roles: ['driver'] })
    expect(again.facts).toEqual([])
    expect(again.body).toMatchObject({ isNew: false, me: { roles: ['parent', 'driver'], homes: [home] } })
  })

  test('the answer to a request is the same for a known and an unknown address', async () => {
    const known = await city.ask(undefined, 'POST', '/api/sign-in', { email: 'nina@example.org' })
    const unknown = await city.ask(undefined, 'POST', '/api/sign-in', { email: 'nobody@example.org' })
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    expect(known.body).toEqual({ sent: true, minutes: 20, kept: true })
  })

  test('a link works once, for twenty minutes, and only as it was sent', async () => {
    const used = await linkFor('oleg@example.org')
    expect((await confirm(used)).status).toBe(200)
    expect((await confirm(used)).body).toMatchObject({ status: 409, code: 'people.link_used' })
    expect((await confirm('a'.repeat(43))).body).toMatchObject({ status: 404, code: 'people.no_such_link' })

    const late = await linkFor('oleg@example.org')
    city.pass(20 * 60_000)
    const answer = await confirm(late, {}, { 'accept-language': 'en' })
    expect(answer.body).toMatchObject({
      status: 410,
      code: 'people.link_expired',
      title: 'The sign-in link is out of date',
    })
  })

  test('of two pages that open one letter at once, one signs in', async () => {
    const token = await linkFor('zoya@example.org')
    const answers = await Promise.all([confirm(token), confirm(token), confirm(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('signing in ends the other unused links of the address', async () => {
    const older = await linkFor('pavel@example.org')
    city.pass(1000)
    expect((await confirm(await linkFor('pavel@example.org'))).status).toBe(200)
    expect((await confirm(older)).body.code).toBe('people.link_used')
  })

  test('the sixth letter in a quarter of an hour is refused, whoever asks; later it is sent again', async () => {
    city.setNow('2031-01-01T00:00:00Z')
    const ask = () => city.ask(undefined, 'POST', '/api/sign-in', { email: 'flood@example.org' })
    for (let i = 0; i < 5; i++) expect((await ask()).status).toBe(200)
    const sixth = await ask()
    expect(sixth.body).toMatchObject({ status: 429, code: 'people.too_many_letters' })
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0)
    city.pass(15 * 60_000)
    expect((await ask()).status).toBe(200)
  })

  test.each([
    'anna',
    'anna@',
    'a b@example.org',
    'anna@example.org\nBcc: x@y.org',
    `${'a'.repeat(250)}@x.org`,
  ])('the address «%s» is refused', async (email) =>
    expect((await city.ask(undefined, 'POST', '/api/sign-in', { email })).status).toBe(400),
  )

  test.each(['//evil.org', 'https://evil.org', '/\\evil.org', 'studio'])(
    'a link may not lead to «%s» afterwards',
    async (next) =>
      expect(
        (await city.ask(undefined, 'POST', '/api/sign-in', { email: 'x@example.org', next })).body.code,
      ).toBe('input.invalid'),
  )

  test('neither tokens of letters nor of sessions lie in the database as they are', async () => {
    const token = await linkFor('rita@example.org')
    const session = cookieOf(await confirm(token)).replace('gorod_session=', '')
    const { rows } = await sql<{ found: number }>`
      select (select count(*) from people.link l where encode(l.token_hash, 'escape') = ${token} or l::text like ${`%${token}%`})
           + (select count(*) from people.session s where encode(s.token_hash, 'escape') = ${session} or s::text like ${`%${session}%`}) as found`.execute(
      city.db,
    )
    expect(rows[0]?.found).toBe(0)
  })
})

describe('sessions', () => {
  test('a session dies after thirty days of silence and slides while it is used', async () => {
    const cookie = cookieOf(await confirm(await linkFor('slow@example.org')))
    for (let i = 0; i < 3; i++) {
      city.pass(29 * 86_400_000)
      expect((await meWith(cookie)).body.known).toBe(true)
    }
    city.pass(30 * 86_400_000 + 1000)
    const gone = await meWith(cookie)
    expect(gone.body.known).toBe(false)
    expect(String(gone.headers['set-cookie'])).toMatch(/gorod_session=;/)
  })

  test('signing out ends the session at once, also for who has copied the cookie', async () => {
    const cookie = cookieOf(await confirm(await linkFor('exit@example.org')))
    expect((await meWith(cookie)).body.known).toBe(true)
    await city.ask(undefined, 'POST', '/api/sign-out', undefined, { cookie })
    expect((await meWith(cookie)).body.known).toBe(false)
  })

  test('signing in again on a browser replaces its session', async () => {
    const old = cookieOf(await confirm(await linkFor('again@example.org')))
    const fresh = cookieOf(await confirm(await linkFor('again@example.org'), {}, { cookie: old }))
    expect(fresh).not.toBe(old)
    expect((await meWith(old)).body.known).toBe(false)
    expect((await meWith(fresh)).body.known).toBe(true)
  })

  test('all sessions end together when the person says so', async () => {
    const one = cookieOf(await confirm(await linkFor('both@example.org')))
    const two = cookieOf(await confirm(await linkFor('both@example.org')))
    await city.ask(undefined, 'DELETE', '/api/me/sessions', undefined, { cookie: one })
    expect((await meWith(one)).body.known).toBe(false)
    expect((await meWith(two)).body.known).toBe(false)
  })

  test("another site's page cannot act with our cookie", async () => {
    const forged = await city.ask('anna', 'DELETE', '/api/me', undefined, { 'sec-fetch-site': 'cross-site' })
    expect(forged.body.code).toBe('access.forged')
  })
})

describe("a person's own data", () => {
  test('homes and roles are kept, given out and erased with the account', async () => {
    const cookie = cookieOf(await confirm(await linkFor('lena@example.org')))
    const as = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
      city.ask(undefined, method, path, body, { cookie })
    expect((await as('PUT', '/api/me/homes', { homes: [home] })).body.homes).toEqual([home])
    expect((await as('PUT', '/api/me/roles', { roles: ['senior', 'senior'] })).body.roles).toEqual(['senior'])
    expect((await as('PUT', '/api/me/lang', { lang: 'en' })).body.lang).toBe('en')
    const { id } = (await as('GET', '/api/me')).body

    const { held } = (await as('GET', '/api/me/export')).body
    expect(held.people.account).toMatchObject({
      id,
      email: 'lena@example.org',
      homes: [home],
      roles: ['senior'],
    })
    expect(held.people.sessions).toHaveLength(1)

    const gone = await as('DELETE', '/api/me')
    expect(gone.facts).toEqual(['people.erased'])
    expect((await as('GET', '/api/me')).body.known).toBe(false)
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from people.person where email = 'lena@example.org')
           + (select count(*) from people.session where person_id = ${id})
           + (select count(*) from people.link where email = 'lena@example.org')
           + (select count(*) from people.mail where recipient = 'lena@example.org') as n`.execute(city.db)
    expect(rows[0]?.n).toBe(0)
  })

  test('a guest can keep nothing with an account', async () => {
    expect((await city.ask(undefined, 'PUT', '/api/me/roles', { roles: [] })).body.code).toBe(
      'access.sign_in',
    )
    expect((await city.ask(undefined, 'GET', '/api/me/export')).body.code).toBe('access.sign_in')
  })
})

describe('the outbox page', () => {
  const from = (change: { env?: Record<string, string>; headers?: Record<string, string> }) =>
    city.ask(undefined, 'GET', '/api/mail/outbox', undefined, change.headers)

  test('is open on the own computer and closed to whoever came through a proxy', async () => {
    expect((await from({})).status).toBe(200)
    for (const headers of [
      { 'x-forwarded-for': '8.8.8.8' },
      { forwarded: 'for=8.8.8.8' },
      { via: '1.1 nginx' },
    ])
      expect((await from({ headers })).body.code).toBe('people.outbox_closed')
  })

  test('is closed to a public address', async () => {
    const { statusCode } = await city.city.server.inject({
      method: 'GET',
      url: '/api/mail/outbox',
      remoteAddress: '93.184.216.34',
    })
    expect(statusCode).toBe(403)
  })
})

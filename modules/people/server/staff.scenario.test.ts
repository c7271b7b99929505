import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people } from '#modules/people/index.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city?.close())

const grant = (email: string, role: string) => city.ask('vera', 'POST', '/api/staff', { email, role })
const permissionsOf = async (who: 'anna' | 'boris' | 'vera' | 'gleb') =>
  (await city.ask(who, 'GET', '/api/me')).body.permissions

describe('staff', () => {
  test('who the settings name is an administrator from the first sign-in; nobody else is', async () => {
    expect(await permissionsOf('vera')).toEqual(['*'])
    expect(await permissionsOf('anna')).toEqual([])
    expect((await city.ask('anna', 'GET', '/api/staff')).body.code).toBe('access.denied')
    expect((await city.ask(undefined, 'GET', '/api/staff')).body.code).toBe('access.sign_in')
  })

  test('a role works at once and stops at once, and the city hears both', async () => {
    await permissionsOf('boris')
    const given = await grant('Boris@example.org', 'editor')
    expect(given.body).toMatchObject({
      email: 'boris@example.org',
      role: 'editor',
      grantedBy: 'vera@example.org',
    })
    expect(given.facts).toEqual(['people.staff_changed'])
    expect(await permissionsOf('boris')).toEqual(['catalogue.*', 'flows.*'])
    expect((await grant('boris@example.org', 'editor')).facts).toEqual([])

    const taken = await city.ask('vera', 'DELETE', `/api/staff/${given.body.id}`)
    expect(taken.facts).toEqual(['people.staff_changed'])
    expect(await permissionsOf('boris')).toEqual([])
    expect((await city.ask('vera', 'DELETE', `/api/staff/${given.body.id}`)).body.code).toBe(
      'people.no_such_grant',
    )
  })

  test('a role may be given before the person has ever come', async () => {
    const given = await grant('gleb@example.org', 'data-steward')
    expect(given.body.personId).toBeUndefined()
    expect(given.facts).toEqual([])
    expect(await permissionsOf('gleb')).toEqual(['bus.*'])
    const { rows } = await sql<{ payload: { roles: string[] } }>`
      select payload from kernel.outbox where name = 'people.staff_changed' order by seq desc limit 1`.execute(
      city.db,
    )
    expect(rows[0]?.payload.roles).toEqual(['data-steward'])
  })

  test('the operator gives roles at the command line, known ones only', async () => {
    const api = city.city.apiOf(people)
    await api.grant('Olga@example.org', 'analyst')
    const { body } = await city.ask('vera', 'GET', '/api/staff')
    expect(body.items).toContainEqual(expect.objectContaining({ email: 'olga@example.org', role: 'analyst' }))
    await expect(api.grant('olga@example.org', 'king')).rejects.toMatchObject({ code: 'people.no_such_role' })
  })

  test('the last administrator stays, and cannot leave by erasing the account', async () => {
    const { items } = (await city.ask('vera', 'GET', '/api/staff')).body
    const own = items.find(({ role }: { role: string }) => role === 'administrator')
    expect((await city.ask('vera', 'DELETE', `/api/staff/${own.id}`)).body.code).toBe(
      'people.last_administrator',
    )
    expect((await city.ask('vera', 'DELETE', '/api/me')).body.code).toBe('people.last_administrator')
    expect(await permissionsOf('vera')).toEqual(['*'])
  })

  test('two administrators who revoke each other at once do not leave the city alone', async () => {
    const second = (await grant('anna@example.org', 'administrator')).body
    expect(await permissionsOf('anna')).toEqual(['*'])
    const { items } = (await city.ask('vera', 'GET', '/api/staff')).body
    const first = items.find((m: { email: string; role: string }) => m.email === 'vera@example.org')
    const answers = await Promise.all([
      city.ask('vera', 'DELETE', `/api/staff/${second.id}`),
      city.ask('anna', 'DELETE', `/api/staff/${first.id}`),
    ])
    // Whoever comes second is either no administrator any more or the last one.
    const statuses = answers.map(({ status }) => status).sort()
    expect([`200,403`, `200,409`]).toContain(String(statuses))
    if ((await permissionsOf('vera')).length === 0)
      await city.city.apiOf(people).grant('vera@example.org', 'administrator')
  })
})

describe('the audit', () => {
  test('an act is one row: who, what, on what, how it ended; no address of anybody in it', async () => {
    const done = await grant('tanya@example.org', 'developer')
    const refused = await city.ask('vera', 'DELETE', '/api/staff/stf_nobody')
    expect(refused.status).toBe(404)
    const { items } = (await city.ask('vera', 'GET', '/api/staff/audit?limit=2')).body
    expect(items).toMatchObject([
      {
        requestId: refused.headers['x-request-id'],
        endpoint: 'revokeStaff',
        subject: { grantId: 'stf_nobody' },
        outcome: 'refused',
      },
      {
        requestId: done.headers['x-request-id'],
        endpoint: 'grantStaff',
        permission: 'people.manage',
        email: 'vera@example.org',
        subject: { role: 'developer' },
        outcome: 'done',
      },
    ])
    expect(JSON.stringify(items.map((act: { subject: unknown }) => act.subject))).not.toContain('@')
  })

  test('pages follow one another without gaps, and filters hold', async () => {
    for (let i = 0; i < 5; i++) await grant(`p${i}@example.org`, 'developer')
    const all = (await city.ask('vera', 'GET', '/api/staff/audit?limit=1000')).body.items
    const paged = []
    let after = ''
    do {
      const { body } = await city.ask('vera', 'GET', `/api/staff/audit?limit=3${after && `&after=${after}`}`)
      paged.push(...body.items)
      after = body.next ?? ''
    } while (after)
    expect(paged).toEqual(all)
    const refused = (
      await city.ask('vera', 'GET', '/api/staff/audit?outcome=refused&module=people&person=Vera@example.org')
    ).body.items
    expect(refused.length).toBeGreaterThan(0)
    expect(refused).toEqual(
      all.filter(
        (act: { outcome: string; email: string }) =>
          act.outcome === 'refused' && act.email === 'vera@example.org',
      ),
    )
  })
})

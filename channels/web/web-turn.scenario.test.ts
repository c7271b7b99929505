import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../tests/harness.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city.close())

const device = randomUUID()
const turn = (flow: string, more: object, turnId: string = randomUUID()) =>
  city.ask(undefined, 'POST', `/api/talk/${flow}`, {
    turnId,
    lang: 'ru',
    homes: [],
    roles: [],
    device,
    ...more,
  })

describe('a talk on the web', () => {
  test('begins, and the city hears of it once', async () => {
    const begun = await turn('memorable-dates', { input: { kind: 'start' } })
    expect(begun.status, JSON.stringify(begun.body)).toBe(200)
    expect(begun.body.views.length).toBeGreaterThan(0)
    expect(begun.body.session).toMatch(/^ses_/)
    expect(begun.facts).toContain('flows.turned')
  })

  test('a repeated turn is answered from memory', async () => {
    const turnId = randomUUID()
    const first = await turn('recycling', { input: { kind: 'start' } }, turnId)
    const second = await turn('recycling', { input: { kind: 'start' } }, turnId)
    expect(second.body).toEqual(first.body)
    expect(first.facts).toEqual(['flows.turned'])
    expect(second.facts).toEqual([])
  })

  test('an unknown service and a foreign talk are refused', async () => {
    expect((await turn('no-such-flow', { input: { kind: 'start' } })).body.code).toBe('flows.no_such_flow')
    const mine = await turn('recycling', { input: { kind: 'start' } })
    const foreign = await turn('recycling', {
      session: mine.body.session,
      device: randomUUID(),
      input: { kind: 'command', name: 'repeat' },
    })
    expect(foreign).toMatchObject({ status: 404, body: { code: 'web.no_such_talk' } })
  })

  test('a person takes their talks along, and they go with the account', async () => {
    const asked = { turnId: randomUUID(), lang: 'ru', homes: [], roles: [], device, input: { kind: 'start' } }
    const { body } = await city.ask('gleb', 'POST', '/api/talk/recycling', asked)
    const { body: kept } = await city.ask('gleb', 'GET', '/api/me/export')
    expect(JSON.stringify(kept)).toContain(body.session)
    const stranger = await turn('recycling', {
      session: body.session,
      input: { kind: 'command', name: 'repeat' },
    })
    expect(stranger.status).toBe(404)
    expect((await city.ask('gleb', 'DELETE', '/api/me')).status).toBe(200)
    await city.drain()
    const { rows } = await sql`select id from flows.session where id = ${body.session}`.execute(city.db)
    expect(rows).toEqual([])
  })
})

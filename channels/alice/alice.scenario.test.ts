/** Alice against a listening city: the independent tester judges every answer by the rules of the platform. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../tests/harness.ts'
import { AliceAnswer } from './request.ts'

interface AliceUser {
  enter(message?: string, extra?: unknown): Promise<AliceAnswer>
  say(message: string, extra?: unknown): Promise<AliceAnswer>
  tap(title: string): Promise<AliceAnswer>
  readonly response: AliceAnswer['response']
  readonly body: AliceAnswer
}
const User: { new (url: string, extra?: unknown): AliceUser; config: { responseTimeout: number } } =
  createRequire(import.meta.url)('alice-tester')

let city: TestCity
let url: string
beforeAll(async () => {
  city = await testCity({ env: { ALICE_SKILL_ID: 'test-skill', ALICE_WEBHOOK_KEY: 'a-key-nobody-guesses' } })
  url = `${await city.listen()}/hooks/alice/a-key-nobody-guesses`
  User.config.responseTimeout = 4500
})
afterAll(() => city.close())

/** The tester always has a screen; a speaker is what is left without it. */
const speaker = (body: { meta: { interfaces: object } }) => {
  body.meta.interfaces = {}
}
const said = (user: AliceUser) => {
  expect(Check(AliceAnswer, user.body), JSON.stringify(user.body)).toBe(true)
  return user.response
}

describe('a talk with Alice', () => {
  test('begins with what the skill can do, and helps', async () => {
    const user = new User(url)
    await user.enter()
    expect(said(user).text).toContain('Я помогаю с городскими услугами')
    expect(said(user).buttons?.length).toBeGreaterThan(3)
    await user.say('Что ты умеешь?')
    expect(said(user).text).toContain('Назовите услугу')
    await user.say('Помощь')
    expect(said(user).text).toContain('Назовите услугу')
    await user.say('хватит')
    expect(said(user).end_session).toBe(true)
  })

  test('a tap on a suggestion opens its service', async () => {
    const user = new User(url)
    await user.enter()
    await user.tap('Раздельный сбор')
    expect(said(user).text).not.toContain('услугами')
  })

  test('finds recycling by words and resolves the house', async () => {
    const user = new User(url)
    await user.enter()
    await user.say('Раздельный сбор')
    for (let i = 0; i < 4 && !/1\. /.test(said(user).text); i++) {
      const isHouse = /улиц|дом|адрес/i.test(said(user).text)
      await user.say(isHouse ? 'Невский проспект 28' : '1')
    }
    expect(said(user).text, JSON.stringify(user.body)).toMatch(/м|км/)
  })

  test('a long answer is read in pages and ends', async () => {
    const user = new User(url, speaker)
    await user.enter()
    const pages = [said(user).text]
    for (let i = 0; i < 8 && said(user).text.includes('дальше'); i++) {
      await user.say('дальше')
      pages.push(said(user).text)
    }
    expect(pages.length).toBeGreaterThan(1)
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages.at(-1)).not.toContain('дальше')
    // An option of the last page is chosen by its number.
    const last = /(\d+)\. (.+)$/m.exec(pages.at(-1) ?? '')
    await user.say(last?.[1] ?? '')
    expect(said(user).text).not.toContain('Что вам нужно?')
  })
})

test.each([
  'раздельный сбор на невском проспекте 28',
  'где сдать батарейки на невском проспекте 28',
  'какие поликлиники рядом с невским проспектом 28',
])('one phrase is enough: %s', async (command) => {
  const { body } = await city.ask(undefined, 'POST', '/hooks/alice/a-key-nobody-guesses', {
    request: {
      type: 'SimpleUtterance',
      command,
      original_utterance: command,
      nlu: {
        entities: [
          {
            type: 'YANDEX.GEO',
            tokens: { start: 3, end: 6 },
            value: { street: 'невский проспект', house_number: '28' },
          },
        ],
      },
    },
    session: { session_id: command, message_id: 0, skill_id: 'test-skill', new: true, user_id: command },
    version: '1.0',
  })
  expect(body.response.text).not.toContain('услугами')
  expect(body.response.text).not.toMatch(/улиц[уы] и номер дома/)
})

describe('the door', () => {
  const post = (path: string, body: unknown) => city.ask(undefined, 'POST', path, body)
  const request = (skill: string) => ({
    request: { type: 'SimpleUtterance', command: 'ping', original_utterance: 'ping' },
    session: { session_id: 's', message_id: 1, skill_id: skill, new: false, user_id: 'u' },
    version: '1.0',
  })

  test('a wrong key and a foreign skill find nothing', async () => {
    expect((await post('/hooks/alice/wrong', request('test-skill'))).status).toBe(404)
    expect((await post('/hooks/alice/a-key-nobody-guesses', request('another'))).status).toBe(404)
  })

  test('a ping is answered and leaves no trace', async () => {
    const asked = await post('/hooks/alice/a-key-nobody-guesses', request('test-skill'))
    expect(asked).toMatchObject({ status: 200, body: { response: { text: 'Всё работает.' } }, facts: [] })
  })

  test('a repeated event gets the same answer and no second effect', async () => {
    const enter = {
      request: { type: 'SimpleUtterance', command: '', original_utterance: '' },
      session: { session_id: 'twice', message_id: 0, skill_id: 'test-skill', new: true, user_id: 'u2' },
      version: '1.0',
    }
    const first = await post('/hooks/alice/a-key-nobody-guesses', enter)
    const second = await post('/hooks/alice/a-key-nobody-guesses', enter)
    expect(second.body).toEqual(first.body)
    expect([first.facts, second.facts]).toEqual([['flows.turned'], []])
  })
})

const file = join(process.env['GOROD_SHARED'] ?? '../shared', 'vectors/inbound/alice-requests.json')
interface Vector {
  readonly id: string
  readonly payload: { session: { skill_id: string } }
}
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cases : []

describe.skipIf(vectors.length === 0)('requests of the platform, each sent twice', () => {
  test.each(vectors.map(({ id, payload }) => [id, payload] as const))('%s', async (_, payload) => {
    const ours = { ...payload, session: { ...payload.session, skill_id: 'test-skill' } }
    const first = await city.ask(undefined, 'POST', '/hooks/alice/a-key-nobody-guesses', ours)
    const second = await city.ask(undefined, 'POST', '/hooks/alice/a-key-nobody-guesses', ours)
    expect(first.status).toBe(200)
    expect(Check(AliceAnswer, first.body), JSON.stringify(first.body)).toBe(true)
    expect(second.body).toEqual(first.body)
    expect(second.facts).toEqual([])
  })
})

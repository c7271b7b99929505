/** Talks in a whole city: late answers, acts once, sealed journals, codes that carry a talk on. */
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, modules } from '#apps/modules.ts'
import { defineModule } from '#kernel/server/module.ts'
import { openPack } from '#kernel/server/pack.ts'
import { rootDir } from '#kernel/server/root.ts'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import type { FlowDocument } from '../contract/flow.ts'
import { fold } from '../engine/advance.ts'
import type { FlowEvent } from '../engine/event.ts'
import { type FlowsApi, flows, type TurnAsked } from '../index.ts'
import { packParts } from './pack-parts.ts'
import { createVault } from './vault.ts'
import { sha256 } from './versions.ts'

const words = (ru: string) => ({ ru })
const base = { gorod: 'flow/1', lang: ['ru'], channels: ['web', 'telegram', 'alice'] }
const documents = {
  'test-slow': {
    ...base,
    id: 'test-slow',
    title: words('Медленная'),
    start: 'find',
    nodes: {
      find: { query: 'test.slow', as: 'found', fail: 'sorry', next: 'show' },
      show: { show: 'text', text: words('Найдено: {{ found }}') },
      sorry: { show: 'text', text: words('Не вышло') },
    },
  },
  'test-act': {
    ...base,
    id: 'test-act',
    title: words('Действие'),
    vars: { note: { type: 'text', max: 100, class: 'sensitive' } },
    start: 'ask',
    nodes: {
      ask: { ask: 'note', text: words('Что передать?'), next: 'send' },
      send: { act: 'test.send', with: { note: 'note' }, as: 'number', fail: 'sorry', next: 'show' },
      show: { show: 'text', text: words('Номер {{ number }}') },
      sorry: { show: 'text', text: words('Не вышло') },
    },
  },
  'test-secret': {
    ...base,
    id: 'test-secret',
    title: words('Тайна'),
    channels: ['web'],
    vars: { pin: { type: 'text', max: 20, class: 'sensitive', keep: false } },
    start: 'ask',
    nodes: {
      ask: { ask: 'pin', text: words('Назовите секрет'), next: 'show' },
      show: { show: 'text', text: words('Принято') },
    },
  },
  'test-house': {
    ...base,
    id: 'test-house',
    title: words('Дом'),
    vars: { home: { type: 'house' } },
    start: 'ask',
    nodes: {
      ask: { ask: 'home', text: words('Какой дом?'), next: 'show' },
      show: { show: 'text', text: words('{{ home.short }}') },
    },
  },
  'test-carry': {
    ...base,
    id: 'test-carry',
    title: words('Перенос'),
    vars: { kind: { type: 'text', max: 20 }, phone: { type: 'text', max: 20 } },
    start: 'kind',
    nodes: {
      kind: {
        ask: 'kind',
        type: 'choice',
        text: words('Что сдаёте?'),
        choices: [
          { value: 'battery', label: words('Батарейки') },
          { value: 'glass', label: words('Стекло') },
        ],
        next: 'carry',
      },
      carry: { act: 'channel.continue', as: 'code', fail: 'sorry', next: 'phone' },
      phone: { ask: 'phone', type: 'phone', text: words('Ваш телефон?'), next: 'end' },
      end: { show: 'text', text: words('{{ kind }}') },
      sorry: { show: 'text', text: words('Не вышло') },
    },
  },
}

/** A neighbour that answers when it is told to, and counts what it does. */
const sent = new Map<string, number>()
let release: (() => void) | undefined
const probe = defineModule<object>()({
  name: 'probe',
  needs: { flows },
  start: (_kit, needs) => {
    needs.flows.addService('test.slow', {
      kind: 'query',
      run: () => new Promise((done) => (release = () => done({ value: 'клад' }))),
    })
    needs.flows.addService('test.send', {
      kind: 'act',
      run: async (_given, _asking, key) => {
        sent.set(key, (sent.get(key) ?? 0) + 1)
        return sent.size
      },
    })
    return { api: {} }
  },
})

const pack = mkdtempSync(join(tmpdir(), 'gorod-pack-'))
let city: TestCity
let api: FlowsApi
beforeAll(async () => {
  cpSync(join(rootDir, 'packs/petersburg'), pack, { recursive: true })
  for (const [id, document] of Object.entries(documents)) {
    writeFileSync(join(pack, `flows/${id}.flow.json`), JSON.stringify(document, null, 2))
  }
  city = await testCity({ env: { GOROD_PACK: pack }, modules: [...modules, ...channels, probe] })
  api = city.city.apiOf(flows)
})
afterAll(async () => {
  await city.close()
  rmSync(pack, { recursive: true, force: true })
})
beforeEach(() => sent.clear())

const caps = {
  push: false,
  screen: true,
  speech: false,
  keyboard: false,
  inline: true,
  callback: true,
  carousel: false,
  geo: false,
  photo: true,
  links: true,
  app: false,
  edit: false,
  form: false,
}
const asked = (more: Partial<TurnAsked>): TurnAsked => ({
  channel: 'web',
  person: { key: 'device-one', kind: 'device' },
  eventId: randomUUID(),
  input: { kind: 'start' },
  lang: 'ru',
  caps,
  me: { known: false, homes: [], roles: [], subs: [] },
  budgetMs: 3000,
  ...more,
})
const text = ({ views }: { views: readonly unknown[] }) => JSON.stringify(views)

describe('time', () => {
  test('a slow answer leaves the person with words in time, and is not lost', async () => {
    const began = Date.now()
    const first = await api.turn(asked({ flow: 'test-slow', budgetMs: 600 }))
    expect(Date.now() - began).toBeLessThan(700)
    expect(text(first)).toContain('Продолжить')
    release?.()
    const next = await api.turn(
      asked({ session: first.session, input: { kind: 'phrase', text: 'продолжить' } }),
    )
    expect(text(next)).toContain('Найдено: клад')
  })

  test('what a dead process left open is asked again', async () => {
    const first = await api.turn(asked({ flow: 'test-slow', budgetMs: 400 }))
    await city.restart()
    api = city.city.apiOf(flows)
    const next = api.turn(asked({ session: first.session, input: { kind: 'command', name: 'continue' } }))
    setTimeout(() => release?.(), 100)
    expect(text(await next)).toContain('Найдено: клад')
  })
})

describe('once', () => {
  test('an act is done once, however often its turn comes', async () => {
    const first = await api.turn(asked({ flow: 'test-act' }))
    const eventId = randomUUID()
    const answer = asked({ session: first.session, eventId, input: { kind: 'phrase', text: 'привет' } })
    const [one, two] = await Promise.all([api.turn(answer), api.turn(answer)])
    const three = await api.turn(answer)
    expect(text(one)).toContain('Номер 1')
    expect([two, three]).toEqual([one, one])
    expect([...sent.values()]).toEqual([1])
  })

  test('a turn that died before it was kept does not act again', async () => {
    const first = await api.turn(asked({ flow: 'test-act' }))
    const turn = asked({ session: first.session, input: { kind: 'phrase', text: 'привет' } })
    await expect(api.turn(turn, () => Promise.reject(new Error('the light went out')))).rejects.toThrow(
      'light',
    )
    expect(text(await api.turn(turn))).toContain('Номер 1')
    expect([...sent.values()]).toEqual([1])
  })

  test('turns of one talk go one after another', async () => {
    const { session } = await api.turn(asked({ flow: 'recycling' }))
    const many = Array.from({ length: 8 }, () =>
      api.turn(asked({ session, input: { kind: 'command', name: 'repeat' } })),
    )
    await Promise.all(many)
    const { rows } = await sql<{
      n: number
    }>`select events::int as n from flows.session where id = ${session}`.execute(city.db)
    expect(rows[0]?.n).toBeGreaterThanOrEqual(9)
  })
})

describe('at rest', () => {
  test('words of people are sealed, each in its own row', async () => {
    const { session } = await api.turn(asked({ flow: 'test-act' }))
    await api.turn(asked({ session, input: { kind: 'phrase', text: 'уникальнаяфраза' } }))
    const { rows } = await sql<{ body: Buffer; state: Buffer }>`
      select e.body, s.state from flows.event e join flows.session s on s.id = e.session where s.id = ${session} order by n`.execute(
      city.db,
    )
    for (const { body, state } of rows) {
      expect(body.toString('utf8')).not.toContain('уникальнаяфраза')
      expect(state.toString('utf8')).not.toContain('уникальнаяфраза')
    }
    const vault = createVault(city.config.secret, () => Buffer.alloc(12))
    expect(JSON.stringify(vault.open(rows[1]!.body, `event:${session}:1`))).toContain('уникальнаяфраза')
    expect(() => vault.open(rows[1]!.body, `event:${session}:0`)).toThrow()
  })

  test('what must not be kept is in no journal, and leaves the state with the end of the talk', async () => {
    const { session } = await api.turn(asked({ flow: 'test-secret' }))
    await api.turn(asked({ session, input: { kind: 'phrase', text: 'тайноеслово' } }))
    const { rows } = await sql<{ n: number; body: Buffer; state: Buffer }>`
      select n, e.body, s.state from flows.event e join flows.session s on s.id = e.session where s.id = ${session} order by n`.execute(
      city.db,
    )
    const vault = createVault(city.config.secret, () => Buffer.alloc(12))
    const opened = rows.map(({ n, body }) => JSON.stringify(vault.open(body, `event:${session}:${n}`)))
    expect(opened.join()).not.toContain('тайноеслово')
    expect(opened.join()).toContain('withheld')
    expect(JSON.stringify(vault.open(rows[0]!.state, `state:${session}`))).not.toContain('тайноеслово')
  })
})

describe('the journal', () => {
  test('folding it gives the stored state', async () => {
    const { session } = await api.turn(asked({ flow: 'recycling' }))
    for (const phrase of ['Невский проспект 28', '1', 'назад', '2', 'повтори']) {
      await api.turn(asked({ session, input: { kind: 'phrase', text: phrase } }))
    }
    const vault = createVault(city.config.secret, () => Buffer.alloc(12))
    const { rows } = await sql<{
      n: number
      body: Buffer
      state: Buffer
      version: string
      flow: FlowDocument
    }>`
      select n, e.body, s.state, s.version, v.body as flow from flows.event e
      join flows.session s on s.id = e.session join flows.version v on v.hash = s.version
      where s.id = ${session} order by n`.execute(city.db)
    const [first] = rows
    const events = rows.map(({ n, body }) => vault.open<FlowEvent>(body, `event:${session}:${n}`))
    expect(events.length).toBeGreaterThan(8)
    const { manifest } = openPack(pack)
    const env = {
      session,
      person: 'device-one',
      timeZone: manifest.timeZone,
      sha256,
      flow: () => undefined,
      human: { queue: false, ...(manifest.phone && { phone: manifest.phone }) },
    }
    const folded = fold({ document: first!.flow, version: first!.version }, events, env)
    expect(folded).toEqual(vault.open(first!.state, `state:${session}`))
  })
})

describe('going on elsewhere', () => {
  const begin = async () => {
    const { session } = await api.turn(asked({ flow: 'test-carry' }))
    const answer = await api.turn(asked({ session, input: { kind: 'phrase', text: 'стекло' } }))
    const view = answer.views.find(({ kind }) => kind === 'continue') as { code: string; link: string }
    expect(view.code).toMatch(/^\d{6}$/)
    return { code: view.code, token: new URL(view.link).searchParams.get('continue') ?? '' }
  }
  const elsewhere = (key: string, more: Partial<TurnAsked>) =>
    api.turn(asked({ channel: 'telegram', chat: key, person: { key, kind: 'platform' }, ...more }))

  test('a code carries what is public, once', async () => {
    const { code } = await begin()
    const carried = await elsewhere('telegram:1', { input: { kind: 'phrase', text: code } })
    expect(carried.flow).toBe('test-carry')
    expect(text(carried)).toContain('Ваш телефон?')
    const again = await elsewhere('telegram:2', { input: { kind: 'phrase', text: code } })
    expect(again.flow).toBe('gorod-menu')
  })

  test('a link works for the web and for a messenger', async () => {
    const one = await begin()
    const onWeb = await api.turn(
      asked({ person: { key: 'device-two', kind: 'device' }, session: `continue:${one.token}` }),
    )
    expect(text(onWeb)).toContain('Ваш телефон?')
    const two = await begin()
    expect(text(await elsewhere('telegram:3', { link: `c_${two.token}` }))).toContain('Ваш телефон?')
  })

  test('ten minutes, and five wrong tries', async () => {
    const { code } = await begin()
    city.pass(10 * 60_000 + 1000)
    expect((await elsewhere('telegram:4', { input: { kind: 'phrase', text: code } })).flow).toBe('gorod-menu')
    const { code: good } = await begin()
    const wrong = good === '111111' ? '222222' : '111111'
    const stop = { kind: 'command', name: 'stop' } as const
    for (let i = 0; i < 5; i++) {
      await elsewhere('telegram:5', { fresh: true, input: { kind: 'phrase', text: wrong } })
      await elsewhere('telegram:5', { input: stop })
    }
    await expect(
      elsewhere('telegram:5', { fresh: true, input: { kind: 'phrase', text: good } }),
    ).rejects.toThrow('flows.codes_locked')
  })
})

describe('the desk', () => {
  const person = { key: 'telegram:desk', kind: 'platform' } as const
  const say = (phrase: string) =>
    api.turn(asked({ channel: 'telegram', chat: '77', person, input: { kind: 'phrase', text: phrase } }))

  test('a phrase finds its service, the menu its way back', async () => {
    expect((await say('раздельный сбор')).flow).toBe('recycling')
    expect((await say('меню')).flow).toBe('gorod-menu')
    expect((await say('абракадабра')).flow).toBe('gorod-menu')
    expect((await say('3')).flow).not.toBe('gorod-menu')
  })

  test('help with an address shows one of the region', async () => {
    const { session } = await api.turn(asked({ flow: 'test-house' }))
    const helped = await api.turn(asked({ session, input: { kind: 'command', name: 'help' } }))
    expect(text(helped)).toContain(`например: ${openPack(pack).manifest.example}.`)
  })

  test('in a group it speaks of nothing personal', async () => {
    const inGroup = await api.turn(
      asked({
        channel: 'telegram',
        chat: '-100',
        person,
        overheard: true,
        input: { kind: 'phrase', text: 'раздельный сбор' },
      }),
    )
    expect(text(inGroup)).toContain('в личные сообщения')
  })

  test('an old talk is begun anew', async () => {
    const old = await say('раздельный сбор')
    city.pass(25 * 3_600_000)
    const next = await say('повтори')
    expect(next.session).not.toBe(old.session)
  })
})

test('a pack with a wrong flow is refused with file, line and cure', () => {
  const bad = mkdtempSync(join(tmpdir(), 'gorod-bad-pack-'))
  cpSync(join(rootDir, 'packs/petersburg'), bad, { recursive: true })
  const wrong = {
    ...documents['test-act'],
    nodes: { ...documents['test-act'].nodes, show: { show: 'text', text: words('{{ numbr }}') } },
  }
  writeFileSync(join(bad, 'flows/test-act.flow.json'), JSON.stringify(wrong, null, 2))
  const part = packParts[0]!
  const mistakes = part.check!(
    openPack(bad).json('flows/test-act.flow.json') as never,
    openPack(bad),
    'flows/test-act.flow.json',
  )
  expect(mistakes.length).toBeGreaterThan(0)
  expect(mistakes[0]!.at.join('/')).toContain('nodes/show')
  expect(mistakes[0]!.cure).not.toBe('')
  rmSync(bad, { recursive: true, force: true })
})

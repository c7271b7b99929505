import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readFlow } from '../contract/flow.ts'
import type { House, Me } from '../contract/turn.ts'
import type { View } from '../contract/view.ts'
import { fold } from './advance.ts'
import { hashFlow } from './document.ts'
import type { FlowEnv, FlowRequest, PinnedFlow } from './event.ts'
import outagesDocument from './examples/outages.flow.json' with { type: 'json' }
import { profiles } from './profiles.ts'
import { type Answer, createTalk, nobody, type TalkOptions } from './talk.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const house = (n = 50): House => ({
  id: `b-${n}`,
  short: `Лиговский пр., ${n}`,
  full: `Санкт-Петербург, Лиговский проспект, дом ${n}`,
  district: 'centralny',
  geo: { lat: 59.92, lon: 30.35 },
})
const anna: Me = { known: true, homes: [house()], roles: [], subs: [] }

function pin(document: unknown): PinnedFlow {
  const read = readFlow(document)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return { document: read.flow, version: hashFlow(read.flow, sha256) }
}

const flowOf = (nodes: object, more: object = {}): PinnedFlow =>
  pin({
    gorod: 'flow/1',
    id: 'x',
    title: { ru: 'Икс' },
    lang: ['ru', 'en'],
    channels: ['web'],
    start: 'a',
    nodes,
    ...more,
  })

const envOf = (more: Partial<FlowEnv> = {}): FlowEnv => ({
  session: 's1',
  person: 'p1',
  timeZone: 'Europe/Moscow',
  sha256,
  flow: () => undefined,
  human: { queue: false, phone: { number: '122', title: { ru: 'Городская справка' } } },
  ...more,
})

const play = (flow: PinnedFlow, more: Partial<TalkOptions> = {}) =>
  createTalk({ flow, env: envOf(), caps: profiles.telegram.caps, answer: () => undefined, ...more })

const textsOf = (views: readonly View[]) =>
  views.map((view) => (view.kind === 'form' ? 'form' : view.text.text))
const vars = (talk: ReturnType<typeof play>) => talk.state().frames[0]?.vars

const choices = [
  { value: 'paper', label: { ru: 'Бумага', en: 'Paper' }, say: ['картон'] },
  { value: 'glass', label: { ru: 'Стекло', en: 'Glass' } },
  { value: 'battery', label: { ru: 'Батарейки', en: 'Batteries' } },
]
const done = { show: 'text', text: { ru: 'Выбрано: {{ kind }}', en: 'Chosen: {{ kind }}' } }
const choosing = flowOf({
  a: { ask: 'kind', type: 'choice', text: { ru: 'Что сдаёте?', en: 'What?' }, choices, next: 'b' },
  b: done,
})

describe('an answer', () => {
  test.each([
    ['press', undefined],
    ['number', '2'],
    ['word', 'два'],
    ['ordinal', 'второй'],
    ['label', 'стекло'],
    ['value', 'glass'],
    ['prefix', 'сте'],
    ['typo', 'стикло'],
    ['with punctuation', 'Стекло!'],
  ])('by %s is the same value', (_, text) => {
    const talk = play(choosing)
    talk.start()
    const views = text === undefined ? talk.press(1) : talk.say(text)
    expect(textsOf(views)).toEqual(['Выбрано: glass'])
    expect(talk.state().status).toBe('done')
  })

  test('in another language is the same value', () => {
    const talk = play(choosing, { lang: 'en' })
    talk.start()
    expect(textsOf(talk.say('batteries'))).toEqual(['Chosen: battery'])
  })

  test('that fits nothing repeats the question, twice, then the node fails and a person is named', () => {
    const talk = play(choosing)
    talk.start()
    expect(textsOf(talk.say('дерево'))).toEqual(['Назовите вариант или его номер.', 'Что сдаёте?'])
    talk.say('железо')
    expect(textsOf(talk.say('песок')).at(-1)).toBe('Позвоните: Городская справка, 122')
    expect(talk.last().outcome).toBe('failed')
  })

  test('to an old button is told so, and the question stands', () => {
    const talk = play(choosing)
    talk.start()
    const views = talk.turn({ kind: 'press', key: 'k:00000000:1' })
    expect(textsOf(views)).toEqual([
      'Эта кнопка уже не действует. Ответьте на последний вопрос.',
      'Что сдаёте?',
    ])
    expect(textsOf(talk.press(0))).toEqual(['Выбрано: paper'])
  })

  test.each([
    ['number', 'двадцать два', 22],
    ['bool', 'ага', true],
    ['date', 'завтра', '2026-03-13'],
    ['date', 'третьего мая', '2026-05-03'],
    ['time', 'в семь вечера', '19:00'],
    ['phone', '8 (921) 123-45-67', '+79211234567'],
    ['email', 'Anna@Example.ru', 'anna@example.ru'],
    ['rating', 'пять', 5],
    ['text', ' свои слова ', 'свои слова'],
    ['confirm', 'нет', false],
  ])('of type %s: %s', (type, said, value) => {
    const talk = play(flowOf({ a: { ask: 'x', type, text: { ru: '?' } } }))
    talk.start()
    talk.say(said)
    expect(vars(talk)?.['x']).toBe(value)
  })

  test('of several options is asked until «готово»', () => {
    const talk = play(flowOf({ a: { ask: 'kinds', type: 'many', text: { ru: 'Что?' }, choices } }))
    talk.start()
    expect(textsOf(talk.say('бумага и стекло'))).toEqual(['Выбрано: Бумага, Стекло', 'Что?'])
    talk.press(2)
    talk.say('готово')
    expect(vars(talk)?.['kinds']).toEqual(['paper', 'glass', 'battery'])
  })

  test('of consent keeps the version of the text and the time', () => {
    const talk = play(flowOf({ a: { ask: 'c', type: 'consent', text: { ru: 'Согласны?' } } }))
    talk.start()
    talk.say('согласна')
    expect(vars(talk)?.['c']).toEqual({
      given: true,
      textVersion: expect.stringMatching(/^[0-9a-f]{12}$/),
      at: '2026-03-12T07:00:00.000Z',
    })
  })

  test('that is not valid is told why', () => {
    const valid = [{ when: 'x < 100', text: { ru: 'Меньше ста, а не {{ x }}.' } }]
    const talk = play(flowOf({ a: { ask: 'x', type: 'number', text: { ru: 'Сколько?' }, valid } }))
    talk.start()
    expect(textsOf(talk.say('500'))).toEqual(['Меньше ста, а не 500.', 'Сколько?'])
    talk.say('5')
    expect(vars(talk)?.['x']).toBe(5)
  })

  test('of a photo by voice is asked for elsewhere', () => {
    const talk = play(flowOf({ a: { ask: 'x', type: 'photo', text: { ru: 'Фото?' } } }), {
      caps: profiles.alice.caps,
    })
    expect(talk.start().map((view) => view.kind)).toEqual(['continue', 'ask'])
  })
})

describe('two that fit', () => {
  const similar = [
    { value: 'a', label: { ru: 'Лампы' } },
    { value: 'b', label: { ru: 'Ламели' } },
    { value: 'c', label: { ru: 'Тара' } },
  ]
  test('are asked again, those two only', () => {
    const talk = play(flowOf({ a: { ask: 'x', type: 'choice', text: { ru: 'Что?' }, choices: similar } }))
    talk.start()
    const [view] = talk.say('лам')
    expect(view?.kind === 'ask' && view.options.map((option) => option.label)).toEqual(['Лампы', 'Ламели'])
    talk.say('второй')
    expect(vars(talk)?.['x']).toBe('b')
  })
})

describe('filling', () => {
  const asking = (more: object = {}) =>
    flowOf(
      {
        a: { ask: 'house', text: { ru: 'Какой дом?' }, ...more, next: 'b' },
        b: { show: 'text', text: { ru: '{{ house.short }}' } },
      },
      { in: { house: { type: 'house' } } },
    )
  const resolving = (found: unknown[]): { answer: (request: FlowRequest) => Answer | undefined } => ({
    answer: (request) => (request.kind === 'house' ? { ok: true, value: found } : undefined),
  })

  test('the inputs of the flow come before anything is asked', () => {
    const talk = play(asking(), { inputs: { house: { ...house(7) } } })
    expect(textsOf(talk.start())).toEqual(['Лиговский пр., 7'])
  })
  test('a slot of the phrase comes before the inputs', () => {
    const talk = play(asking(), { inputs: { house: { ...house(7) } }, ...resolving([house(9)]) })
    expect(textsOf(talk.say('что на Лиговском 9', { house: 'Лиговский 9' }))).toEqual(['Лиговский пр., 9'])
    expect(talk.requests).toMatchObject([{ kind: 'house', text: 'Лиговский 9' }])
  })
  test('the profile comes last', () =>
    expect(textsOf(play(asking(), { me: anna }).start())).toEqual(['Лиговский пр., 50']))
  test('two homes are offered', () => {
    const talk = play(asking(), { me: { ...anna, homes: [house(1), house(2)] } })
    const [view] = talk.start()
    expect(view?.kind === 'ask' && view.options.map((option) => option.label)).toEqual([
      'Лиговский пр., 1',
      'Лиговский пр., 2',
    ])
    expect(textsOf(talk.say('второй'))).toEqual(['Лиговский пр., 2'])
  })
  test('`always` asks, and offers what is known', () => {
    const talk = play(asking({ always: true, from: 'me.homes[0]' }), { me: anna })
    const [view] = talk.start()
    expect(view).toMatchObject({ kind: 'ask', value: { id: 'b-50' } })
    expect(textsOf(talk.say('да'))).toEqual(['Лиговский пр., 50'])
  })
  test('an address in words is resolved outside', () => {
    const talk = play(asking(), resolving([house(3)]))
    talk.start()
    expect(textsOf(talk.say('лиговский три'))).toEqual(['Лиговский пр., 3'])
  })
  test('several buildings are asked about, none is a wrong answer', () => {
    const talk = play(asking(), resolving([house(3), house(5)]))
    talk.start()
    expect(textsOf(talk.say('лиговский'))).toEqual(['Нашлось несколько адресов. Какой ваш?'])
    expect(textsOf(talk.press(1))).toEqual(['Лиговский пр., 5'])
    const lost = play(asking(), resolving([]))
    lost.start()
    expect(textsOf(lost.say('нигде 1'))).toEqual([
      'Не нашёл такой дом. Назовите улицу и номер дома.',
      'Какой дом?',
    ])
  })
  test('a location is resolved to the nearest building', () => {
    const talk = play(asking(), resolving([house(3)]))
    talk.start()
    expect(textsOf(talk.turn({ kind: 'location', lat: 59.9, lon: 30.3 }))).toEqual(['Лиговский пр., 3'])
    expect(talk.requests).toMatchObject([{ kind: 'house', geo: { lat: 59.9, lon: 30.3 } }])
  })
  test('a value that fails `valid` is dropped', () => {
    const talk = play(asking({ valid: [{ when: "house.id != 'b-50'", text: { ru: 'Не этот.' } }] }), {
      me: anna,
    })
    expect(textsOf(talk.start())).toEqual(['Какой дом?'])
  })
})

describe('handlers', () => {
  const two = flowOf({
    a: { ask: 'x', type: 'number', text: { ru: 'Первое?' }, next: 'b' },
    b: { ask: 'y', type: 'number', text: { ru: 'Второе?' }, next: 'c' },
    c: { act: 'report', with: { x: 'x' }, done: { ru: 'Готово.' }, fail: 'd', next: 'e' },
    d: { show: 'text', text: { ru: 'Не вышло.' } },
    e: { ask: 'z', type: 'bool', text: { ru: 'Ещё?' } },
  })
  const acting = { answer: (): Answer => ({ ok: true, value: { id: 1 } }) }

  test('back is the state before the last answer', () => {
    const talk = play(two, acting)
    talk.start()
    const before = talk.state()
    talk.say('1')
    expect(textsOf(talk.say('назад'))).toEqual(['Первое?'])
    expect(talk.state().frames).toEqual(before.frames)
    expect(talk.state().question).toEqual(before.question)
    expect(textsOf(talk.say('назад'))).toEqual(['Это первый шаг, назад некуда.', 'Первое?'])
    talk.say('7')
    expect(vars(talk)?.['x']).toBe(7)
  })
  test('back never crosses an act that was done', () => {
    const talk = play(two, acting)
    talk.start()
    talk.say('1')
    expect(textsOf(talk.say('2'))).toEqual(['Готово.', 'Ещё?'])
    expect(textsOf(talk.say('назад'))).toEqual(['Это первый шаг, назад некуда.', 'Ещё?'])
  })
  test('an act keeps its key in a replay and takes a new one for a new visit', () => {
    const talk = play(two, { answer: (): Answer => ({ ok: false }) })
    talk.start()
    talk.say('1')
    talk.say('2')
    talk.say('назад')
    talk.say('3')
    const keys = talk.requests.map((request) => (request.kind === 'act' ? request.idempotencyKey : ''))
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(2)
    const again = play(two, { answer: (): Answer => ({ ok: false }) })
    for (const event of talk.journal) if (event.kind === 'turn') again.send(event)
    expect(again.requests).toEqual(talk.requests)
  })
  test.each([
    ['помощь', ['Нужно число, например 12.', 'Первое?'], 'asked'],
    ['повтори', ['Первое?'], 'asked'],
    ['стоп', ['До свидания. Возвращайтесь, когда понадоблюсь.'], 'left'],
    ['меню', [], 'left'],
    ['оператор', ['Позвоните: Городская справка, 122', 'Первое?'], 'asked'],
  ])('«%s»', (text, said, outcome) => {
    const talk = play(two)
    talk.start()
    expect(textsOf(talk.say(text))).toEqual(said)
    expect(talk.last().outcome).toBe(outcome)
  })
  test('a flow says its own words or goes its own way', () => {
    const own = flowOf(
      {
        a: { ask: 'x', type: 'number', text: { ru: 'Сколько?' } },
        z: { show: 'text', text: { ru: 'Зову.' } },
      },
      { on: { help: { ru: 'Я считаю.' }, human: 'z' } },
    )
    const talk = play(own)
    talk.start()
    expect(textsOf(talk.say('помощь'))).toEqual(['Я считаю.', 'Сколько?'])
    expect(textsOf(talk.say('человек'))).toEqual(['Зову.'])
    expect(textsOf(talk.say('назад'))).toEqual(['Сколько?'])
  })
  test('with operators, a failure and a wish reach them', () => {
    const env = envOf({ human: { queue: true } })
    const talk = play(two, {
      env,
      answer: (request): Answer => ({ ok: request.kind === 'act' && request.service === 'human.handover' }),
    })
    talk.start()
    expect(textsOf(talk.say('оператор'))).toEqual(['Зову оператора. Он ответит здесь.', 'Первое?'])
  })
})

describe('queries', () => {
  const origin = { source: 'Комитет', asOf: '2026-03-12T06:48:00.000Z', stale: false }
  const asking = flowOf({
    a: {
      query: 'one',
      with: { near: 'me.homes[0].geo', skip: 'null' },
      as: 'one',
      timeout: 3000,
      stale: 60,
      fail: 'f',
      next: 'b',
    },
    b: { query: 'two', as: 'two', fail: 'f', next: 'c' },
    c: { query: 'three', with: { id: 'one[0].id' }, as: 'three', fail: 'f', next: 'd' },
    d: {
      show: 'list',
      of: 'one',
      text: { ru: '{{ one.size() }} {{ plural(one.size(), "место", "места", "мест") }}' },
      item: { title: '{{ it.name }}', text: '{{ far(it.distance_m) }}', geo: 'it.geo' },
    },
    f: { show: 'text', text: { ru: 'Сервис не ответил.' } },
  })
  const rows = [{ id: 'r1', name: 'Пункт', distance_m: 349.6, geo: { lat: 59.9, lon: 30.3 } }]
  const answer = (request: FlowRequest): Answer => ({
    ok: true,
    value: rows,
    origin: { ...origin, source: request.kind === 'query' ? request.service : '' },
  })

  test('go out together when they can, and the answer says where it is from', () => {
    const talk = play(asking, { me: anna, answer })
    const views = talk.start()
    expect(talk.requests.map((request) => request.kind === 'query' && request.service)).toEqual([
      'one',
      'two',
      'three',
    ])
    expect(talk.requests[0]).toMatchObject({
      with: { near: { lat: 59.92, lon: 30.35 } },
      timeoutMs: 3000,
      staleS: 60,
    })
    expect(views).toEqual([
      {
        kind: 'list',
        text: { text: '1 место' },
        origin: { ...origin, source: 'one' },
        items: [
          {
            title: 'Пункт',
            text: '350 м',
            tts: 'Пункт. триста пятьдесят метров',
            geo: { lat: 59.9, lon: 30.3 },
            distanceM: 349.6,
          },
        ],
      },
    ])
    expect(talk.last().outcome).toBe('shown')
  })
  test('answered out of order give the same', () => {
    const talk = play(asking, { me: anna })
    talk.start()
    const answered = (n: number) =>
      talk.send({
        kind: 'answered',
        id: talk.requests[n]?.id ?? '',
        at: '2026-03-12T07:00:01.000Z',
        ok: true,
        value: rows,
      })
    answered(1)
    expect(talk.requests).toHaveLength(2)
    answered(0)
    expect(talk.requests).toHaveLength(3)
    expect(textsOf(answered(2))).toEqual(['1 место'])
    expect(answered(2)).toEqual([])
  })
  test('that fail take the fail edge, and later answers change nothing', () => {
    const talk = play(asking, {
      me: anna,
      answer: (request) => ({ ok: request.kind === 'query' && request.service !== 'one', value: rows }),
    })
    expect(textsOf(talk.start())).toEqual(['Сервис не ответил.'])
  })
  test('that are slow leave a way back, and the result waits', () => {
    const talk = play(asking, { me: anna, caps: profiles.alice.caps })
    talk.start()
    const [slow] = talk.send({ kind: 'slow', at: '2026-03-12T07:00:03.500Z' })
    expect(slow).toMatchObject({ kind: 'ask', options: [{ label: 'Продолжить' }] })
    expect(talk.say('ну что там').map((view) => view.kind)).toEqual(['ask'])
    for (let n = 0; n < 3; n++)
      talk.send({
        kind: 'answered',
        id: talk.requests[n]?.id ?? '',
        at: '2026-03-12T07:00:05.000Z',
        ok: true,
        value: rows,
      })
    expect(talk.state().unheard).toBe(true)
    expect(textsOf(talk.say('продолжить'))).toEqual(['1 место'])
    expect(talk.state().unheard).toBe(false)
  })
  test('more than three in one turn are too many', () => {
    const many = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((id, n) => [
        id,
        { query: 'q', as: `v${n}`, next: n < 3 ? 'bcd'.charAt(n) : 'e' },
      ]),
    )
    const talk = play(flowOf({ ...many, e: { show: 'text', text: { ru: 'Всё' } } }), { answer })
    expect(textsOf(talk.start())[0]).toMatch(/^Не получилось/)
  })
})

describe('other rules', () => {
  test('a loop without a question ends, and says so', () => {
    const talk = play(flowOf({ a: { branch: [{ when: 'true', next: 'a' }] } }))
    talk.start()
    expect(talk.last().outcome).toBe('failed')
    expect(talk.last().path).toHaveLength(200)
  })
  test('a condition that cannot be computed is a failure, never false', () => {
    const talk = play(
      flowOf(
        {
          a: { branch: [{ when: 'x > 1', next: 'b' }], else: 'c', fail: 'd' },
          b: { show: 'text', text: { ru: 'б' } },
          c: { show: 'text', text: { ru: 'в' } },
          d: { show: 'text', text: { ru: 'сбой' } },
        },
        { vars: { x: { type: 'text' } } },
      ),
    )
    expect(textsOf(talk.start())).toEqual(['сбой'])
  })
  test('a split is sticky, and near its shares over many people', () => {
    const split = flowOf({
      a: {
        split: [
          { name: 'a', share: 30, next: 'b' },
          { name: 'b', share: 70, next: 'c' },
        ],
      },
      b: { show: 'text', text: { ru: 'а' } },
      c: { show: 'text', text: { ru: 'б' } },
    })
    const wayOf = (n: number) => textsOf(play(split, { env: envOf({ person: `p${n}` }) }).start())[0]
    const ways = Array.from({ length: 1000 }, (_, n) => wayOf(n))
    expect(Array.from({ length: 50 }, (_, n) => wayOf(n))).toEqual(ways.slice(0, 50))
    const share = ways.filter((way) => way === 'а').length
    expect(share).toBeGreaterThan(250)
    expect(share).toBeLessThan(350)
  })
  test('a called flow brings its `out` back, by the exact version', () => {
    const child = flowOf(
      { a: { ask: 'n', type: 'number', text: { ru: 'Сколько?' }, set: { twice: 'n * 2' } } },
      { id: 'child', out: ['twice'], in: { base: { type: 'number' } } },
    )
    const seen: (string | undefined)[] = []
    const env = envOf({
      flow: (_, version) => {
        seen.push(version)
        return child
      },
    })
    const talk = play(
      flowOf({
        a: { call: 'child@^1', with: { base: '5' }, as: 'r', next: 'b' },
        b: { show: 'text', text: { ru: '{{ r.twice }}' } },
      }),
      { env },
    )
    talk.start()
    expect(textsOf(talk.say('4'))).toEqual(['8'])
    expect(new Set(seen.slice(1))).toEqual(new Set([child.version]))
    expect(textsOf(talk.say('назад'))).toEqual(['Сколько?'])
  })
  test('a call that calls itself stops at depth 8', () => {
    const self: PinnedFlow = flowOf({ a: { call: 'x@^1' } })
    const talk = play(self, { env: envOf({ flow: () => self }) })
    talk.start()
    expect(talk.last().outcome).toBe('failed')
  })
  test('a run of questions is one page where a page fits', () => {
    const form = flowOf({
      a: { ask: 'name', text: { ru: 'Имя?' }, next: 'b' },
      b: {
        ask: 'age',
        type: 'number',
        text: { ru: 'Возраст?' },
        valid: [{ when: 'age < 120', text: { ru: 'Столько не живут.' } }],
        next: 'c',
      },
      c: { ask: 'why', text: { ru: 'Почему, {{ name }}?' } },
    })
    const talk = play(form, { caps: profiles.web.caps })
    const [page] = talk.start()
    expect(page?.kind === 'form' && page.fields.map((field) => field.variable)).toEqual(['name', 'age'])
    expect(textsOf(talk.turn({ kind: 'form', values: { name: 'Анна', age: '300' } }))).toEqual([
      'Столько не живут.',
      'form',
    ])
    expect(textsOf(talk.say('30'))).toEqual(['Почему, Анна?'])
    expect(textsOf(play(form).start())).toEqual(['Имя?'])
  })
  test('presses on a page stand for their options, alone and in lists', () => {
    const form = flowOf({
      a: {
        ask: 'kinds',
        type: 'many',
        text: { ru: 'Что?' },
        choices: [
          { value: 'glass', label: { ru: 'Стекло' } },
          { value: 'paper', label: { ru: 'Бумага' } },
        ],
        next: 'b',
      },
      b: { ask: 'car', type: 'bool', text: { ru: 'Машина?' }, next: 'c' },
      c: { show: 'text', text: { ru: '{{ kinds.join("+") }}, {{ car ? "на машине" : "пешком" }}' } },
    })
    const talk = play(form, { caps: profiles.web.caps })
    const [page] = talk.start()
    if (page?.kind !== 'form') throw new Error('a page was expected')
    const press = (field: number, option: number) => page.fields[field]?.options[option]?.press ?? ''
    const values = { kinds: [press(0, 1), press(0, 0)], car: press(1, 0) }
    expect(textsOf(talk.turn({ kind: 'form', values }))).toEqual(['paper+glass, на машине'])
  })
  test('a personal value is not said aloud among others, a sensitive one never', () => {
    const flow = (kind: string) =>
      flowOf(
        { a: { show: 'text', text: { ru: 'Код {{ code }}' } } },
        { vars: { code: { type: 'text', class: kind, default: '42' } } },
      )
    const kinds = (kind: string, more: Partial<TalkOptions>) =>
      play(flow(kind), more)
        .start()
        .map((view) => view.kind)
    const alice = { caps: profiles.alice.caps }
    expect(kinds('personal', alice)).toEqual(['text'])
    expect(kinds('personal', { ...alice, overheard: true })).toEqual(['continue'])
    expect(kinds('sensitive', alice)).toEqual(['continue'])
    expect(kinds('sensitive', {})).toEqual(['text'])
  })
  test('the version of a flow is its content without the layout', () => {
    const { editor: _, ...plain } = outagesDocument
    expect(pin(outagesDocument).version).toBe(pin(plain).version)
    expect(pin({ ...plain, title: { ru: 'Иначе' } }).version).not.toBe(pin(plain).version)
  })
})

describe('the example of the language', () => {
  const outages = [
    {
      title: 'Холодная вода',
      from: '2026-03-12T09:00:00Z',
      to: '2026-03-12T12:00:00Z',
      geo: { lat: 59.9, lon: 30.3 },
      kind: 'water',
    },
  ]
  const answer = (request: FlowRequest): Answer => ({
    ok: true,
    value: request.kind === 'query' ? outages : {},
  })
  const flow = pin(outagesDocument)

  test('asks nothing of a person with a home, offers news where it can write first', () => {
    const talk = play(flow, { me: anna, answer })
    const views = talk.start()
    expect(views).toMatchObject([
      {
        kind: 'list',
        text: {
          text: '1 отключение: Лиговский пр., 50',
          tts: '1 отключение: Лиговский проспект, дом пятьдесят',
        },
        items: [{ title: 'Холодная вода', text: '12 мар 12:00 – 15:00', icon: 'water' }],
      },
      { kind: 'ask', type: 'confirm', text: { text: 'Присылать новости об отключениях?' } },
    ])
    expect(textsOf(talk.say('да'))).toEqual(['Готово, пришлю.'])
    expect(talk.requests.at(-1)).toMatchObject({
      kind: 'act',
      service: 'notify.subscribe',
      with: { topic: 'outages', house_id: 'b-50' },
    })
    expect(talk.last().outcome).toBe('done')
  })
  test('ends after the answer where nothing can be sent', () => {
    const talk = play(flow, { me: anna, answer: () => ({ ok: true, value: [] }), caps: profiles.alice.caps })
    expect(textsOf(talk.start())).toEqual(['У дома Лиговский пр., 50 отключений нет.'])
    expect(talk.last().outcome).toBe('nothing')
  })
  test('the journal folds to the live state', () => {
    const talk = play(flow, {
      me: nobody,
      answer: (request) => (request.kind === 'house' ? { ok: true, value: [house(3)] } : answer(request)),
    })
    talk.start()
    talk.say('помощь')
    talk.say('лиговский 3')
    talk.say('назад')
    talk.say('лиговский 3')
    talk.say('нет')
    expect(fold(flow, talk.journal, envOf())).toEqual(talk.state())
  })
})

import { describe, expect, test } from 'vitest'
import { anna, envOf, flowOf, house, play, textsOf } from '../../../tests/flow-talks.ts'
import type { FlowRequest } from './event.ts'
import type { Answer } from './talk.ts'

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
  test.each([
    ['ru', 'помощь', 'Лесная, 7', 'Назовите адрес, например: Лесная, 7.'],
    ['ru', 'помощь', undefined, 'Назовите улицу и номер дома.'],
    ['en', 'help', 'Лесная, 7', 'Name the address, for example: Лесная, 7.'],
    ['en', 'help', undefined, 'Name the street and the house number.'],
  ] as const)(
    'the hint of an address in %s is by the example of the region (%s, %s)',
    (lang, asked, example, hint) => {
      const talk = play(asking(), { lang, env: envOf(example === undefined ? {} : { example }) })
      talk.start()
      expect(textsOf(talk.say(asked))).toEqual([hint, 'Какой дом?'])
    },
  )
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

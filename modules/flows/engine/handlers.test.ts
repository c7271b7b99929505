import { describe, expect, test } from 'vitest'
import { envOf, flowOf, play, textsOf, vars } from '../../../tests/flow-talks.ts'
import type { Answer } from './talk.ts'

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

import { describe, expect, test } from 'vitest'
import { flowOf, play, textsOf, vars } from '../../../tests/flow-talks.ts'
import { profiles } from './profiles.ts'

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

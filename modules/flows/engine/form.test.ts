import { describe, expect, test } from 'vitest'
import { flowOf, play, textsOf } from '../../../tests/flow-talks.ts'
import { profiles } from './profiles.ts'

describe('a page of questions', () => {
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
})

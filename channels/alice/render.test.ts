import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { loadTexts } from '#kernel/server/texts.ts'
import type { Caps, View } from '#modules/flows/contract.ts'
import { turnViews } from '../../tests/random-views.ts'
import { answer, pagesOfTurn } from './render.ts'
import { AliceAnswer } from './request.ts'
import type { Style } from './units.ts'

const texts = loadTexts()
const style: Style = {
  timeZone: 'Europe/Moscow',
  words: (id, values) => texts.find(id, 'ru', values) ?? `no words: ${id}`,
}
const caps = (screen: boolean): Caps => ({
  push: false,
  screen,
  speech: true,
  keyboard: false,
  inline: screen,
  callback: true,
  carousel: screen,
  geo: screen,
  photo: false,
  links: screen,
  app: false,
  edit: false,
  form: false,
})
const bare = (text: string) => text.replace(/\s+/g, '')
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word.length > 0 && word.length < 60)

const everyPage = (views: readonly View[], screen: boolean): AliceAnswer[] =>
  Array.from({ length: Math.max(1, pagesOfTurn(views, caps(screen), style).length) }, (_, page) =>
    answer({ views, page, caps: caps(screen), done: false, isOver: false, remembered: {} }, style),
  )

test.each([true, false])(
  'screen %s: any views stay within the limits, lose nothing, every option can be chosen',
  (screen) => {
    fc.assert(
      fc.property(turnViews, (views) => {
        const answers = everyPage(views, screen)
        for (const one of answers) {
          expect(Check(AliceAnswer, one), JSON.stringify(one)).toBe(true)
          expect(one.response.text).not.toMatch(/\b(undefined|null|NaN)\b/)
          expect(one.response.tts?.isWellFormed() ?? true).toBe(true)
          if (!screen) expect(one.response.buttons ?? one.response.card).toBeUndefined()
        }
        const seen = bare(answers.map(({ response }) => response.text).join(' '))
        const keys = answers.flatMap(({ response }) => response.buttons ?? [])
        const pressed = new Set(keys.map(({ payload }) => JSON.stringify(payload)))
        for (const view of views) {
          for (const { press, label } of view.kind === 'ask' ? view.options : []) {
            if (screen) expect(pressed).toContain(JSON.stringify({ k: press.slice(2) }))
            const isKey = keys.some(({ title }) => title === label)
            if (!isKey) for (const word of wordsOf(label)) expect(seen).toContain(bare(word))
          }
          if (view.kind === 'form') continue
          for (const word of wordsOf(view.text.text)) expect(seen).toContain(word)
          for (const item of 'items' in view ? view.items : []) {
            for (const word of wordsOf(`${item.title} ${item.text ?? ''} ${item.link ?? ''}`))
              expect(seen).toContain(word)
          }
        }
      }),
      { numRuns: 120 },
    )
  },
)

describe('what people hear', () => {
  const items = Array.from({ length: 7 }, (_, n) => ({
    title: `Пункт ${n + 1}`,
    text: 'Лиговский пр., 50',
    distanceM: 350 * (n + 1),
  }))
  const list: View = { kind: 'list', text: { text: 'Пункты приёма' }, items }
  const ask: View = {
    kind: 'ask',
    key: '1a2b3c4d',
    variable: 'kind',
    type: 'choice',
    text: { text: 'Что сдаёте?' },
    options: ['Батарейки', 'Стекло', 'Бумагу', 'Металл', 'Пластик', 'Одежду', 'Лампы'].map((label, n) => ({
      press: `k:1a2b3c4d:${n}`,
      label,
    })),
  }

  test('a speaker reads three, then goes on', () => {
    const [first, second, third] = everyPage([list], false)
    expect(first?.response.tts).toBe(
      'Пункты приёма. Пункт 1. Лиговский проспект, дом пятьдесят, триста пятьдесят метров. Пункт 2. Лиговский проспект, дом пятьдесят, семьсот метров. Пункт 3. Лиговский проспект, дом пятьдесят, одна целая одна десятая километра.\nСкажите «дальше», и я продолжу.',
    )
    expect(second?.response.text).toContain('4. Пункт 4')
    expect(third?.response.text).toContain('7. Пункт 7')
  })

  test('seven kinds are named four at a time', () => {
    const [first, second] = everyPage([ask], false)
    expect(first?.response.tts).toContain('Что сдаёте? Скажите: Батарейки, Стекло, Бумагу или Металл.')
    expect(second?.response.tts).toContain('Скажите: Пластик, Одежду или Лампы.')
  })

  test('a short list on a screen is a card, and the text beside it says the same', () => {
    const [only] = everyPage([{ ...list, items: items.slice(0, 3) }], true)
    expect(only?.response.card).toMatchObject({
      type: 'ItemsList',
      header: { text: 'Пункты приёма' },
      items: [{ title: '1. Пункт 1 · 350\u00a0м', description: 'Лиговский пр., 50' }, {}, {}],
    })
    expect(only?.response.text).toContain('3. Пункт 3')
  })

  test('a question about a place asks the device for it', () => {
    const place: View = {
      kind: 'ask',
      key: '1a2b3c4d',
      variable: 'at',
      type: 'location',
      text: { text: 'Где вы?' },
      options: [],
    }
    expect(everyPage([place], true)[0]?.response.directives).toEqual({ request_geolocation: {} })
    expect(everyPage([place], false)[0]?.response.directives).toBeUndefined()
  })
})

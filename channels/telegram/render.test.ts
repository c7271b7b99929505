import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadTexts } from '#kernel/server/texts.ts'
import type { View } from '#modules/flows/contract.ts'
import type { Letter, Occasion, Shown } from '#modules/flows/index.ts'
import { turnViews } from '../../tests/random-views.ts'
import type { Style } from './pages.ts'
import { capsOf } from './parse.ts'
import { writePage, writeViews } from './render.ts'

const texts = loadTexts()
const style: Style = {
  lang: 'ru',
  timeZone: 'Europe/Moscow',
  words: (id, values) => texts.find(id, 'ru', values) ?? `no words: ${id}`,
}
const occasion: Occasion = {
  chat: '1000001',
  lang: 'ru',
  caps: capsOf(true),
  keyOf: (n) => `0000000${n}`,
}
const bare = (text: string) => text.replace(/\s+/g, '')
interface Params {
  text?: string
  entities?: { offset: number; length: number; url?: string }[]
  reply_markup?: { inline_keyboard?: { text: string; callback_data?: string }[][]; keyboard?: unknown[][] }
}
const paramsOf = (letter: Letter): Params => letter.params

/** Everything a person can see of the views: messages, and all pages behind ‹ ›. */
function everything(views: readonly View[]): Letter[] {
  const { letters, shown } = writeViews(views, occasion, style)
  return [...letters, ...shown.flatMap((one) => pagesBehind(one))]
}

function pagesBehind(shown: Shown): Letter[] {
  const pages: Letter[] = []
  for (let page = 0; page < 500; page++) {
    const letter = writePage(shown, page, 5, occasion, style).letters[0]
    if (!letter || (letter.params['text'] === pages.at(-1)?.params['text'] && page > countOf(letter))) break
    pages.push(letter)
    if (page + 1 >= countOf(letter)) break
  }
  return pages
}

const countOf = (letter: Letter) =>
  Number(
    paramsOf(letter)
      .reply_markup?.inline_keyboard?.flat()
      .find(({ text }) => /^\d+\/\d+$/.test(text))
      ?.text.split('/')[1] ?? 1,
  )

function checkLimits({ method, params }: Letter): void {
  const { text, entities = [], reply_markup: markup } = params as Params
  if (method === 'sendVenue' || method === 'sendLocation') return
  expect(['sendMessage', 'editMessageText']).toContain(method)
  expect(text?.trim().length).toBeGreaterThan(0)
  expect(text?.length).toBeLessThanOrEqual(4096)
  expect(text?.isWellFormed()).toBe(true)
  for (const { offset, length } of entities) {
    expect(length).toBeGreaterThan(0)
    expect(offset + length).toBeLessThanOrEqual(text?.length ?? 0)
  }
  const rows = markup?.inline_keyboard ?? []
  expect(rows.length).toBeLessThanOrEqual(8)
  expect(rows.flat().length).toBeLessThanOrEqual(100)
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(3)
  for (const key of rows.flat()) {
    expect(key.text.trim()).not.toBe('')
    expect(Buffer.byteLength(key.callback_data ?? '')).toBeGreaterThan(0)
    expect(Buffer.byteLength(key.callback_data ?? '')).toBeLessThanOrEqual(16)
  }
}

test('any views stay within the limits, lose nothing, and every option can be pressed', () => {
  fc.assert(
    fc.property(turnViews, (views) => {
      const letters = everything(views)
      for (const letter of letters) checkLimits(letter)
      const seen = bare(letters.map((letter) => paramsOf(letter).text ?? '').join(' '))
      const links = letters.flatMap((letter) => (paramsOf(letter).entities ?? []).map(({ url }) => url))
      const keys = letters.flatMap((letter) => paramsOf(letter).reply_markup?.inline_keyboard?.flat() ?? [])
      const pressed = new Set(keys.map((key) => key.callback_data))
      const labels = bare(keys.map((key) => key.text).join(' '))
      for (const view of views) {
        const asks = view.kind === 'ask' ? [view] : view.kind === 'form' ? view.fields.slice(-1) : []
        for (const { press, label } of asks.flatMap((ask) => ask.options)) {
          expect(pressed).toContain(press)
          expect(labels.includes(bare(label)) || seen.includes(bare(label))).toBe(true)
        }
        if (view.kind !== 'form') for (const text of allOf(view.text.text)) expect(seen).toContain(text)
        if (!('items' in view)) continue
        for (const { title, text = '', link } of view.items) {
          for (const part of [...allOf(title), ...allOf(text)]) expect(seen).toContain(part)
          if (link) expect(links.includes(link) || seen.includes(link)).toBe(true)
        }
      }
    }),
    { numRuns: 150 },
  )
})

/** Words of a text; its joints may fall on the edge of a page, where a heading stands. */
const allOf = (text: string) => text.split(/\s+/).filter((word) => word.length > 0 && word.length < 60)

test('keys of a question without words are not lost', () => {
  const mute = { kind: 'ask', key: '0a0a00a0', type: 'text', text: { text: '\n\n' }, variable: 'x' } as const
  const [letter] = everything([{ ...mute, options: [{ press: 'k:0a0a00a0:0', label: 'Да' }] }])
  expect(letter && paramsOf(letter).reply_markup?.inline_keyboard?.flat()[0]?.callback_data).toBe(
    'k:0a0a00a0:0',
  )
})

describe('what residents see', () => {
  const ask = (labels: string[]): View => ({
    kind: 'ask',
    key: '1a2b3c4d',
    variable: 'kind',
    type: 'choice',
    text: { text: 'Что сдаёте?' },
    options: labels.map((label, n) => ({ press: `k:1a2b3c4d:${n}`, label })),
  })

  test('an answer and the next question share a message', () => {
    const written = writeViews(
      [{ kind: 'text', text: { text: 'Пункт рядом.' } }, ask(['Да', 'Нет'])],
      occasion,
      style,
    )
    expect(written.letters).toEqual([
      {
        method: 'sendMessage',
        params: {
          chat_id: 1000001,
          text: 'Пункт рядом.\n\nЧто сдаёте?',
          reply_markup: {
            inline_keyboard: [
              [
                { text: 'Да', callback_data: 'k:1a2b3c4d:0' },
                { text: 'Нет', callback_data: 'k:1a2b3c4d:1' },
              ],
            ],
          },
          link_preview_options: { is_disabled: true },
        },
      },
    ])
  })

  test('a question about a place offers a key for it', () => {
    const place: View = {
      kind: 'ask',
      key: '1a2b3c4d',
      variable: 'house',
      type: 'house',
      text: { text: 'Назовите улицу и дом' },
      options: [],
    }
    const [letter] = writeViews([place], occasion, style).letters
    expect(letter?.params['reply_markup']).toMatchObject({
      keyboard: [[{ text: 'Отправить геопозицию', request_location: true }]],
    })
    const [inGroup] = writeViews([place], { ...occasion, caps: capsOf(false) }, style).letters
    expect(inGroup?.params['reply_markup']).toBeUndefined()
  })

  test('twenty kinds are three pages', () => {
    const view = ask(Array.from({ length: 20 }, (_, n) => `Вид номер ${n + 1}`))
    const { letters, shown } = writeViews([view], occasion, style)
    const rows = paramsOf(letters[0] as Letter).reply_markup?.inline_keyboard ?? []
    expect(rows.at(-1)?.map(({ text }) => text)).toEqual(['1/3', '›'])
    const last = writePage(shown[0] as Shown, 2, 77, occasion, style).letters[0]
    expect(last).toMatchObject({ method: 'editMessageText', params: { message_id: 77 } })
    expect(
      paramsOf(last as Letter)
        .reply_markup?.inline_keyboard?.flat()
        .map(({ text }) => text),
    ).toEqual([
      'Вид номер 15',
      'Вид номер 16',
      'Вид номер 17',
      'Вид номер 18',
      'Вид номер 19',
      'Вид номер 20',
      '‹',
      '3/3',
    ])
  })

  test('a map is a list and the venue of the nearest', () => {
    const items = [
      { title: 'Далеко', text: 'Невский пр., 1', geo: { lat: 59.9, lon: 30.3 }, distanceM: 2400 },
      { title: 'Близко', text: 'Лиговский пр., 50', geo: { lat: 59.92, lon: 30.35 }, distanceM: 350 },
    ]
    const { letters } = writeViews([{ kind: 'map', text: { text: 'Пункты' }, items }], occasion, style)
    expect(letters.map(({ method }) => method)).toEqual(['sendMessage', 'sendVenue'])
    expect(letters[0]?.params['text']).toBe(
      'Пункты\n\n1. Далеко · 2,4\u00a0км\nНевский пр., 1\n\n2. Близко · 350\u00a0м\nЛиговский пр., 50',
    )
    expect(letters[1]?.params).toMatchObject({
      title: 'Близко',
      address: 'Лиговский пр., 50',
      latitude: 59.92,
    })
  })
})

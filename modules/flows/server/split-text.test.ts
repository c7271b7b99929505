import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitText } from './split-text.ts'

const bare = (text: string) => text.replace(/\s+/g, '')

describe('long text in parts', () => {
  test('a part ends with a sentence', () => {
    const text = 'Пункт открыт. Приносите батарейки, лампы и термометры. Приём до вечера.'
    expect(splitText(text, 60)).toEqual([
      'Пункт открыт. Приносите батарейки, лампы и термометры.',
      'Приём до вечера.',
    ])
  })

  test('a shortened word does not end a sentence', () => {
    expect(splitText('Приходите на ул. Ленина прямо сейчас', 20)).toEqual([
      'Приходите на ул.',
      'Ленина прямо сейчас',
    ])
    expect(splitText('Адрес такой ул. Ленина', 21)).toEqual(['Адрес такой ул.', 'Ленина'])
  })

  test('a number keeps its unit', () => {
    expect(splitText('До пункта осталось 350 м', 22)).toEqual(['До пункта осталось', '350 м'])
  })

  test('a link stays whole', () => {
    const link = 'https://example.org/a/very/long/address?with=query'
    expect(splitText(`Подробности: ${link} там`, 55)).toContain(`${link} там`)
  })

  test('nothing is lost, no part is too long, no code point is broken', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme', maxLength: 60 }),
            fc.constantFrom(' ', '\n', '. ', ' 350 м ', '👨‍👩‍👧‍👦', 'https://example.org/x ', 'Слово. Ещё '),
          ),
          { maxLength: 60 },
        ),
        fc.integer({ min: 8, max: 120 }),
        (words, limit) => {
          const text = words.join('')
          const parts = splitText(text, limit)
          expect(bare(parts.join(''))).toBe(bare(text))
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(limit)
            expect(part.length).toBeGreaterThan(0)
            if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true)
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})

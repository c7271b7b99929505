import { expect, test } from 'vitest'
import { lineOf } from './line-of.ts'

test.each([
  ['1,1 км, Невский проспект, 174, +7 812 573-90-00', 1100, 'Невский проспект, 174', '+7 812 573-90-00'],
  ['метро, 580 м', 580, 'метро', undefined],
  ['580 м. Бумага, стекло', 580, 'Бумага, стекло', undefined],
  ['580 м', 580, undefined, undefined],
  ['Садовая улица, 5', 580, 'Садовая улица, 5', undefined],
  ['в 580 м от входа', 580, 'в 580 м от входа', undefined],
])('of «%s» the distance and the phone are said once', (text, distanceM, rest, phone) => {
  expect(lineOf({ text, distanceM }, 'ru')).toEqual({ ...(rest && { text: rest }), ...(phone && { phone }) })
})

test('without a distance of its own a line keeps its words', () => {
  expect(lineOf({ text: 'Скоро, 580 м' }, 'ru')).toEqual({ text: 'Скоро, 580 м' })
  expect(lineOf({}, 'ru')).toEqual({})
})

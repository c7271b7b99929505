import { expect, test } from 'vitest'
import { wordsOf } from './item-words.ts'

const columns = [
  { name: 'n', role: 'key' as const },
  { name: 'label', role: 'title' as const },
  { name: 'sort', role: 'kind' as const, values: [{ value: 'shop', title: { ru: 'Магазин', en: 'Shop' } }] },
  { name: 'where', role: 'address' as const },
]
const ru = ({ ru: text }: { ru: string }) => text

test('columns are found by role, whatever they are called', () => {
  expect(wordsOf({ n: '7', label: 'Экоцентр', sort: 'shop', where: 'Невский пр., 1' }, columns, ru)).toEqual({
    title: 'Экоцентр',
    text: 'Магазин · Невский пр., 1',
  })
})

test('a row without a name is called by its kind, and by its key when it has neither', () => {
  expect(wordsOf({ n: '7', label: null, sort: 'shop' }, columns, ru)).toEqual({ title: 'Магазин', text: '' })
  expect(wordsOf({ n: '7', sort: 'unknown-kind' }, columns, ru).title).toBe('unknown-kind')
  expect(wordsOf({ n: '7' }, columns, ru)).toEqual({ title: '7', text: '' })
})

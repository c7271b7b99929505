import { expect, test } from 'vitest'
import { atMostFive, toCsv } from './figures.ts'

test('five series stay, of six the weakest are summed under one name', () => {
  const six = Array.from({ length: 6 }, (_, i) => ({ name: `s${i}`, values: [i, i * 10] }))
  const shown = atMostFive({ labels: ['a', 'b'], series: six }, 'остальные')
  expect(shown.series.map(({ name }) => name)).toEqual(['s5', 's4', 's3', 's2', 'остальные'])
  expect(shown.series[4]?.values).toEqual([1, 10])
  expect(atMostFive({ labels: ['a'], series: six.slice(1) }, 'остальные').series).toHaveLength(5)
})

test('a downloaded table keeps separators, quotes and numbers, and runs no formula', () => {
  const csv = toCsv(
    ['имя', 'n'],
    [
      ['ООО "Ромашка"; филиал', -5],
      ['=HYPERLINK("x")', null],
    ],
  )
  expect(csv).toBe('\uFEFFимя;n\r\n"ООО ""Ромашка""; филиал";-5\r\n"\'=HYPERLINK(""x"")";\r\n')
})

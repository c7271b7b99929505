import { describe, expect, test } from 'vitest'
import { foldText, slipsBetween, swapLayout, transliterate } from './spelling.ts'

test('case, ё, dashes and quotes do not matter', () => {
  expect(foldText('Пискарёвский «ПРОСПЕКТ» 1–3')).toBe('пискаревский  проспект  1-3')
})

describe('the wrong layout', () => {
  test.each([
    ['ghbdtn', 'привет'],
    [',jkmitdbrjd 68r1', 'большевиков 68к1'],
    ['тумылн', 'nevsky'],
    ['ьфч', 'max'],
  ])('%s is %s', (typed, meant) => expect(swapLayout(typed)).toBe(meant))
})

describe('Latin letters', () => {
  test.each([
    ['poliklinika', 'поликлиника'],
    ['nevsky 1', 'невский 1'],
    ['ligovskiy', 'лиговский'],
    ['ploshchad', 'площад'],
    ['zhukova', 'жукова'],
    ['chaykovskogo', 'чайковского'],
    ['mfc', 'мфц'],
  ])('%s is %s', (typed, meant) => expect(transliterate(typed)).toBe(meant))
})

describe('slips', () => {
  test.each([
    ['паликлиника', 'поликлиника', 1],
    ['невксий', 'невский', 1],
    ['большевков', 'большевиков', 1],
    ['энгелса', 'энгельса', 1],
    ['слово', 'слово', 0],
  ])('%s and %s differ by %d', (a, b, slips) => expect(slipsBetween(a, b, 2)).toBe(slips))
  test('more than allowed is no answer', () => expect(slipsBetween('невский', 'литейный', 2)).toBeUndefined())
})

import { describe, expect, test } from 'vitest'
import { foldText } from '#kernel/contract/spelling.ts'
import { fitHouse, parseHouse, showHouse } from './house-number.ts'

const parse = (text: string) => parseHouse(foldText(text))

describe('every way to write a house comes out one way', () => {
  test.each([
    ['50', '50'],
    ['д. 50', '50'],
    ['дом 50', '50'],
    ['68к1', '68к1'],
    ['68 к 1', '68к1'],
    ['68 корпус 1', '68к1'],
    ['68, корп. 1', '68к1'],
    ['68 к1 кв. 15', '68к1'],
    ['50-12', '50'],
    ['28-30', '28-30'],
    ['111-113-115 лит. Ж', '111-113-115 лит. Ж'],
    ['24 лит. А', '24 лит. А'],
    ['24 литА', '24 лит. А'],
    ['24, литера а', '24 лит. А'],
    ['5а', '5А'],
    ['5 A', '5А'],
    ['10/118', '10/118'],
    ['67/22В', '67/22В'],
    ['9к1 с2', '9к1 стр. 2'],
    ['3 стр. 1', '3 стр. 1'],
    ['4к1Б', '4к1Б'],
    ['12 подъезд 3 этаж 5', '12'],
  ])('%s', (written, shown) => {
    const house = parse(written)
    expect(house && showHouse(house)).toBe(shown)
  })
  test.each(['', 'А', '0', 'невский', '12345'])('«%s» is not a house', (text) =>
    expect(parse(text)).toBeUndefined(),
  )
})

describe('a known house answers the asked one', () => {
  test.each([
    ['50', '50', 'exact'],
    ['50', '50к17', 'fits'],
    ['68к1', '68к1', 'exact'],
    ['68к1', '68к2', 'near'],
    ['68к1', '68', 'near'],
    ['3', '3 лит. А', 'exact'],
    ['3а', '3 лит. А', 'exact'],
    ['3а', '3А', 'exact'],
    ['3', '3А', 'fits'],
    ['10', '10/118', 'exact'],
    ['24', '22-24', 'exact'],
    ['23', '22-24', 'near'],
    ['22', '22-24', 'exact'],
    ['5', '50', 'starts'],
    ['52', '50', 'near'],
    ['1', '90', undefined],
  ])('%s asked, %s known: %s', (asked, known, kind) => {
    const [a, k] = [parse(asked), parse(known)]
    expect(a && k && fitHouse(a, k)?.kind).toBe(kind)
  })
  test('an equal house beats one that only covers the number', () => {
    const scoreOf = (known: string) =>
      fitHouse({ numbers: [24] }, parse(known) ?? { numbers: [0] })?.score ?? 0
    expect(scoreOf('24')).toBeGreaterThan(scoreOf('24 лит. А'))
    expect(scoreOf('24 лит. А')).toBeGreaterThan(scoreOf('24к1'))
  })
})

import { describe, expect, test } from 'vitest'
import { type Match, searchWords, weighHits } from './search-rules.ts'

describe('words worth searching for', () => {
  test.each([
    ['Куда сдать батарейки?', ['сдать', 'батарейки']],
    ['где рядом поликлиника', ['поликлиника']],
    ['МЁД мёд', ['мед']],
    ['что рядом', ['что', 'рядом']],
    ['', []],
    ['?!', []],
  ])('%s', (text, words) => expect(searchWords(text)).toEqual(words))
})

const match = (service: string, by: Match['by'], phrase: string, word: number): Match => ({
  service,
  by,
  phrase,
  word,
})

describe('services are weighed', () => {
  test('by where the word stands', () => {
    const hits = weighHits([match('a', 'summary', 'много слов', 0), match('b', 'title', 'слово', 0)], [0], 8)
    expect(hits.map(({ service }) => service)).toEqual(['b', 'a'])
    expect(hits[0]?.why).toEqual({ by: 'title', word: 'слово' })
  })
  test('by how much of the query they answer, rare words first', () => {
    const common = ['a', 'b', 'c', 'd'].map((service) => match(service, 'keyword', 'дом', 0))
    const hits = weighHits([...common, match('b', 'keyword', 'собака', 1)], [0, 1], 8)
    expect(hits[0]).toMatchObject({ service: 'b', why: { word: 'дом' } })
    expect(hits).toHaveLength(4)
    expect(hits[1]?.score).toBeLessThan(0.5)
  })
  test('a small part of a long question is no answer', () => {
    expect(weighHits([match('a', 'keyword', 'дом', 0)], [0, 1, 2, 3, 4], 8)).toEqual([])
  })
  test('two words in one phrase beat two words apart', () => {
    const together = [match('a', 'need', 'сдать батарейки', 0), match('a', 'need', 'сдать батарейки', 1)]
    const apart = [match('b', 'need', 'сдать кровь', 0), match('b', 'need', 'купить батарейки', 1)]
    expect(weighHits([...apart, ...together], [0, 1], 8)[0]?.service).toBe('a')
  })
  test('nothing found, nothing answered', () => expect(weighHits([], [0], 8)).toEqual([]))
})

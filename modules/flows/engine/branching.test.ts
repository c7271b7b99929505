import { describe, expect, test } from 'vitest'
import { envOf, flowOf, play, textsOf } from '../../../tests/flow-talks.ts'

describe('a way through a flow', () => {
  test('a loop without a question ends, and says so', () => {
    const talk = play(flowOf({ a: { branch: [{ when: 'true', next: 'a' }] } }))
    talk.start()
    expect(talk.last().outcome).toBe('failed')
    expect(talk.last().path).toHaveLength(200)
  })
  test('a condition that cannot be computed is a failure, never false', () => {
    const talk = play(
      flowOf(
        {
          a: { branch: [{ when: 'x > 1', next: 'b' }], else: 'c', fail: 'd' },
          b: { show: 'text', text: { ru: 'б' } },
          c: { show: 'text', text: { ru: 'в' } },
          d: { show: 'text', text: { ru: 'сбой' } },
        },
        { vars: { x: { type: 'text' } } },
      ),
    )
    expect(textsOf(talk.start())).toEqual(['сбой'])
  })
  test('a split is sticky, and near its shares over many people', () => {
    const split = flowOf({
      a: {
        split: [
          { name: 'a', share: 30, next: 'b' },
          { name: 'b', share: 70, next: 'c' },
        ],
      },
      b: { show: 'text', text: { ru: 'а' } },
      c: { show: 'text', text: { ru: 'б' } },
    })
    const wayOf = (n: number) => textsOf(play(split, { env: envOf({ person: `p${n}` }) }).start())[0]
    const ways = Array.from({ length: 1000 }, (_, n) => wayOf(n))
    expect(Array.from({ length: 50 }, (_, n) => wayOf(n))).toEqual(ways.slice(0, 50))
    const share = ways.filter((way) => way === 'а').length
    expect(share).toBeGreaterThan(250)
    expect(share).toBeLessThan(350)
  })
})

import { describe, expect, test } from 'vitest'
import { envOf, flowOf, play, textsOf } from '../../../tests/flow-talks.ts'
import type { PinnedFlow } from './event.ts'

describe('a call', () => {
  test('a called flow brings its `out` back, by the exact version', () => {
    const child = flowOf(
      { a: { ask: 'n', type: 'number', text: { ru: 'Сколько?' }, set: { twice: 'n * 2' } } },
      { id: 'child', out: ['twice'], in: { base: { type: 'number' } } },
    )
    const seen: (string | undefined)[] = []
    const env = envOf({
      flow: (_, version) => {
        seen.push(version)
        return child
      },
    })
    const talk = play(
      flowOf({
        a: { call: 'child@^1', with: { base: '5' }, as: 'r', next: 'b' },
        b: { show: 'text', text: { ru: '{{ r.twice }}' } },
      }),
      { env },
    )
    talk.start()
    expect(textsOf(talk.say('4'))).toEqual(['8'])
    expect(new Set(seen.slice(1))).toEqual(new Set([child.version]))
    expect(textsOf(talk.say('назад'))).toEqual(['Сколько?'])
  })
  test('a call that calls itself stops at depth 8', () => {
    const self: PinnedFlow = flowOf({ a: { call: 'x@^1' } })
    const talk = play(self, { env: envOf({ flow: () => self }) })
    talk.start()
    expect(talk.last().outcome).toBe('failed')
  })
})

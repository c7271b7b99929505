import { describe, expect, test } from 'vitest'
import { flowOf, play } from '../../../tests/flow-talks.ts'
import { profiles } from './profiles.ts'
import type { TalkOptions } from './talk.ts'

describe('privacy', () => {
  test('a personal value is not said aloud among others, a sensitive one never', () => {
    const flow = (kind: string) =>
      flowOf(
        { a: { show: 'text', text: { ru: 'Код {{ code }}' } } },
        { vars: { code: { type: 'text', class: kind, default: '42' } } },
      )
    const kinds = (kind: string, more: Partial<TalkOptions>) =>
      play(flow(kind), more)
        .start()
        .map((view) => view.kind)
    const alice = { caps: profiles.alice.caps }
    expect(kinds('personal', alice)).toEqual(['text'])
    expect(kinds('personal', { ...alice, overheard: true })).toEqual(['continue'])
    expect(kinds('sensitive', alice)).toEqual(['continue'])
    expect(kinds('sensitive', {})).toEqual(['text'])
  })
})

import { describe, expect, test } from 'vitest'
import { anna, flowOf, play, textsOf } from '../../../tests/flow-talks.ts'
import type { FlowRequest } from './event.ts'
import { profiles } from './profiles.ts'
import type { Answer } from './talk.ts'

describe('queries', () => {
  const origin = { source: 'Комитет', asOf: '2026-03-12T06:48:00.000Z', stale: false }
  const asking = flowOf({
    a: {
      query: 'one',
      with: { near: 'me.homes[0].geo', skip: 'null' },
      as: 'one',
      timeout: 3000,
      stale: 60,
      fail: 'f',
      next: 'b',
    },
    b: { query: 'two', as: 'two', fail: 'f', next: 'c' },
    c: { query: 'three', with: { id: 'one[0].id' }, as: 'three', fail: 'f', next: 'd' },
    d: {
      show: 'list',
      of: 'one',
      text: { ru: '{{ one.size() }} {{ plural(one.size(), "место", "места", "мест") }}' },
      item: { title: '{{ it.name }}', text: '{{ far(it.distance_m) }}', geo: 'it.geo' },
    },
    f: { show: 'text', text: { ru: 'Сервис не ответил.' } },
  })
  const rows = [{ id: 'r1', name: 'Пункт', distance_m: 349.6, geo: { lat: 59.9, lon: 30.3 } }]
  const answer = (request: FlowRequest): Answer => ({
    ok: true,
    value: rows,
    origin: { ...origin, source: request.kind === 'query' ? request.service : '' },
  })

  test('go out together when they can, and the answer says where it is from', () => {
    const talk = play(asking, { me: anna, answer })
    const views = talk.start()
    expect(talk.requests.map((request) => request.kind === 'query' && request.service)).toEqual([
      'one',
      'two',
      'three',
    ])
    expect(talk.requests[0]).toMatchObject({
      with: { near: { lat: 59.92, lon: 30.35 } },
      timeoutMs: 3000,
      staleS: 60,
    })
    expect(views).toEqual([
      {
        kind: 'list',
        text: { text: '1 место' },
        origin: { ...origin, source: 'one' },
        items: [
          {
            title: 'Пункт',
            text: '350 м',
            tts: 'Пункт. триста пятьдесят метров',
            geo: { lat: 59.9, lon: 30.3 },
            distanceM: 349.6,
          },
        ],
      },
    ])
    expect(talk.last().outcome).toBe('shown')
  })
  test('answered out of order give the same', () => {
    const talk = play(asking, { me: anna })
    talk.start()
    const answered = (n: number) =>
      talk.send({
        kind: 'answered',
        id: talk.requests[n]?.id ?? '',
        at: '2026-03-12T07:00:01.000Z',
        ok: true,
        value: rows,
      })
    answered(1)
    expect(talk.requests).toHaveLength(2)
    answered(0)
    expect(talk.requests).toHaveLength(3)
    expect(textsOf(answered(2))).toEqual(['1 место'])
    expect(answered(2)).toEqual([])
  })
  test('that fail take the fail edge, and later answers change nothing', () => {
    const talk = play(asking, {
      me: anna,
      answer: (request) => ({ ok: request.kind === 'query' && request.service !== 'one', value: rows }),
    })
    expect(textsOf(talk.start())).toEqual(['Сервис не ответил.'])
  })
  test('that are slow leave a way back, and the result waits', () => {
    const talk = play(asking, { me: anna, caps: profiles.alice.caps })
    talk.start()
    const [slow] = talk.send({ kind: 'slow', at: '2026-03-12T07:00:03.500Z' })
    expect(slow).toMatchObject({ kind: 'ask', options: [{ label: 'Продолжить' }] })
    expect(talk.say('ну что там').map((view) => view.kind)).toEqual(['ask'])
    for (let n = 0; n < 3; n++)
      talk.send({
        kind: 'answered',
        id: talk.requests[n]?.id ?? '',
        at: '2026-03-12T07:00:05.000Z',
        ok: true,
        value: rows,
      })
    expect(talk.state().unheard).toBe(true)
    expect(textsOf(talk.say('продолжить'))).toEqual(['1 место'])
    expect(talk.state().unheard).toBe(false)
  })
  test('more than three in one turn are too many', () => {
    const many = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((id, n) => [
        id,
        { query: 'q', as: `v${n}`, next: n < 3 ? 'bcd'.charAt(n) : 'e' },
      ]),
    )
    const talk = play(flowOf({ ...many, e: { show: 'text', text: { ru: 'Всё' } } }), { answer })
    expect(textsOf(talk.start())[0]).toMatch(/^Не получилось/)
  })
})

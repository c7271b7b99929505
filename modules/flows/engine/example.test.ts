import { describe, expect, test } from 'vitest'
import { anna, envOf, house, pin, play, textsOf } from '../../../tests/flow-talks.ts'
import { fold } from './advance.ts'
import type { FlowRequest } from './event.ts'
import outagesDocument from './examples/outages.flow.json' with { type: 'json' }
import { profiles } from './profiles.ts'
import { type Answer, nobody } from './talk.ts'

test('the version of a flow is its content without the layout', () => {
  const { editor: _, ...plain } = outagesDocument
  expect(pin(outagesDocument).version).toBe(pin(plain).version)
  expect(pin({ ...plain, title: { ru: 'Иначе' } }).version).not.toBe(pin(plain).version)
})

describe('the example of the language', () => {
  const outages = [
    {
      title: 'Холодная вода',
      from: '2026-03-12T09:00:00Z',
      to: '2026-03-12T12:00:00Z',
      geo: { lat: 59.9, lon: 30.3 },
      kind: 'water',
    },
  ]
  const answer = (request: FlowRequest): Answer => ({
    ok: true,
    value: request.kind === 'query' ? outages : {},
  })
  const flow = pin(outagesDocument)

  test('asks nothing of a person with a home, offers news where it can write first', () => {
    const talk = play(flow, { me: anna, answer })
    const views = talk.start()
    expect(views).toMatchObject([
      {
        kind: 'list',
        text: {
          text: '1 отключение: Лиговский пр., 50',
          tts: '1 отключение: Лиговский проспект, дом пятьдесят',
        },
        items: [{ title: 'Холодная вода', text: '12 мар 12:00 – 15:00', icon: 'water' }],
      },
      { kind: 'ask', type: 'confirm', text: { text: 'Присылать новости об отключениях?' } },
    ])
    expect(textsOf(talk.say('да'))).toEqual(['Готово, пришлю.'])
    expect(talk.requests.at(-1)).toMatchObject({
      kind: 'act',
      service: 'notify.subscribe',
      with: { topic: 'outages', house_id: 'b-50' },
    })
    expect(talk.last().outcome).toBe('done')
  })
  test('ends after the answer where nothing can be sent', () => {
    const talk = play(flow, { me: anna, answer: () => ({ ok: true, value: [] }), caps: profiles.alice.caps })
    expect(textsOf(talk.start())).toEqual(['У дома Лиговский пр., 50 отключений нет.'])
    expect(talk.last().outcome).toBe('nothing')
  })
  test('the journal folds to the live state', () => {
    const talk = play(flow, {
      me: nobody,
      answer: (request) => (request.kind === 'house' ? { ok: true, value: [house(3)] } : answer(request)),
    })
    talk.start()
    talk.say('помощь')
    talk.say('лиговский 3')
    talk.say('назад')
    talk.say('лиговский 3')
    talk.say('нет')
    expect(fold(flow, talk.journal, envOf())).toEqual(talk.state())
  })
})

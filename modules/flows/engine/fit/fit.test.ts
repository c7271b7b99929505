import { describe, expect, test } from 'vitest'
import { readFlow } from '../../contract/flow.ts'
import outages from '../examples/outages.flow.json' with { type: 'json' }
import { fitFlow, type Knowledge } from './fit.ts'

const rows = {
  list: { fields: { title: 'text', from: 'text', to: 'text', geo: 'any', kind: 'text' } },
} as const
const knowledge: Knowledge = {
  service: (id) =>
    id === 'housing.outages' ? { result: rows, parameters: new Set(['house_id', 'since']) } : undefined,
}

function fitOf(document: unknown, known: Knowledge = {}) {
  const read = readFlow(document)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return fitFlow(read.flow, known)
}

const flow = (nodes: object, more: object = {}) => ({
  gorod: 'flow/1',
  id: 'x',
  title: { ru: 'Икс' },
  lang: ['ru'],
  channels: ['telegram', 'alice'],
  start: 'a',
  nodes,
  ...more,
})
const end = { show: 'text', text: { ru: 'Всё' } }

test('the example of the language fits the six channels', () => {
  const fit = fitOf(outages, knowledge)
  expect(fit.problems).toEqual([])
  expect(fit.cells.filter(({ verdict }) => verdict === 'refused')).toEqual([])
  expect(fit.publishable).toEqual(['web', 'telegram', 'vk', 'max', 'alice', 'marusya'])
})

describe('is refused', () => {
  const broken = (change: (document: typeof outages) => void) => {
    const copy: typeof outages = JSON.parse(JSON.stringify(outages))
    change(copy)
    return fitOf(copy, knowledge).problems.map(({ pointer }) => pointer)
  }
  test('a misspelt variable', () =>
    expect(
      broken((d) => {
        d.nodes.find.with.house_id = 'hose.id'
      }),
    ).toEqual(['/nodes/find/with/house_id']))
  test('a field that the service does not have', () =>
    expect(
      broken((d) => {
        d.nodes.show.item.title = '{{ it.titel }}'
      }),
    ).toEqual(['/nodes/show/item/title']))
  test('a parameter that the service does not take', () =>
    expect(
      broken((d) => {
        Object.assign(d.nodes.find.with, { houses: 'house.id' })
      }),
    ).toEqual(['/nodes/find/with/houses']))
  test('a service that does not exist', () =>
    expect(
      broken((d) => {
        d.nodes.find.query = 'housing.outage'
      }),
    ).toContain('/nodes/find/query'))
  test('a missing language', () =>
    expect(
      broken((d) => {
        Reflect.deleteProperty(d.nodes.none.text, 'en')
      }),
    ).toEqual(['/nodes/none/text']))
  test('a word outside of languages', () =>
    expect(
      broken((d) => {
        d.nodes.show.item.title = 'дом {{ it.title }}'
      }),
    ).toEqual(['/nodes/show/item/title']))
  test('an edge to nowhere', () =>
    expect(
      broken((d) => {
        d.nodes.find.next = 'anny'
      }),
    ).toContain('/nodes/find'))
  test('a node that no way leads to', () =>
    expect(fitOf(flow({ a: end, b: end })).problems).toMatchObject([{ pointer: '/nodes/b' }]))
  test('a loop that asks nothing', () => {
    const loop = { a: { branch: [{ when: 'lang == "ru"', next: 'b' }] }, b: { ...end, next: 'a' } }
    expect(fitOf(flow(loop)).problems).toMatchObject([{ message: expect.stringContaining('loop') }])
    const asking = {
      a: { ask: 'x', type: 'bool', text: { ru: 'Ещё?' }, next: [{ when: 'x', next: 'b' }] },
      b: { ...end, next: 'a' },
    }
    expect(fitOf(flow(asking)).problems).toHaveLength(1)
    expect(fitOf(flow({ ...asking, a: { ...asking.a, always: true } })).problems).toEqual([])
    expect(fitOf(flow({ ...asking, b: { ...asking.b, set: { x: 'null' } } })).problems).toEqual([])
  })
  test('a query without a way out', () =>
    expect(fitOf(flow({ a: { query: 'q', as: 'r', next: 'b' }, b: end })).problems).toMatchObject([
      { pointer: '/nodes/a' },
    ]))
  test('a condition that is no yes or no', () =>
    expect(fitOf(flow({ a: { branch: [{ when: '1 + 1', next: 'b' }] }, b: end })).problems).toMatchObject([
      { pointer: '/nodes/a/branch/0/when' },
    ]))
  test('a variable with a taken name', () =>
    expect(fitOf(flow({ a: { ask: 'now', type: 'bool', text: { ru: '?' } } })).problems).toMatchObject([
      { pointer: '/vars' },
    ]))
})

describe('on one channel', () => {
  const verdicts = (nodes: object, more: object = {}) =>
    Object.fromEntries(
      fitOf(flow(nodes, more))
        .cells.filter(({ node }) => node === 'a')
        .map(({ channel, verdict }) => [channel, verdict]),
    )
  test('a photo by voice is refused, with a way elsewhere linked', () => {
    const photo = { ask: 'x', type: 'photo', text: { ru: 'Фото?' } }
    expect(verdicts({ a: photo })).toEqual({ telegram: 'fits', alice: 'refused' })
    expect(
      verdicts({ a: { ...photo, fail: 'b' }, b: { act: 'channel.continue', fail: 'c' }, c: end }),
    ).toEqual({ telegram: 'fits', alice: 'linked' })
  })
  test('a sensitive value is never said', () =>
    expect(
      verdicts(
        { a: { show: 'text', text: { ru: '{{ x }}' } } },
        { vars: { x: { type: 'text', max: 10, class: 'sensitive' } } },
      ),
    ).toEqual({ telegram: 'fits', alice: 'refused' }))
  test('a long text is paged by voice', () =>
    expect(verdicts({ a: { show: 'text', text: { ru: 'Слово. '.repeat(200) } } })).toEqual({
      telegram: 'fits',
      alice: 'paged',
    }))
  test('a long label is refused, not cut', () =>
    expect(
      verdicts(
        {
          a: {
            ask: 'x',
            type: 'choice',
            text: { ru: '?' },
            choices: [{ value: 1, label: { ru: 'Б'.repeat(70) } }],
          },
        },
        { channels: ['web', 'vk'] },
      ),
    ).toEqual({ web: 'fits', vk: 'refused' }))
  test('many options are paged', () => {
    const choices = Array.from({ length: 6 }, (_, n) => ({ value: n, label: { ru: `Вариант ${n}` } }))
    expect(verdicts({ a: { ask: 'x', type: 'choice', text: { ru: '?' }, choices } })).toEqual({
      telegram: 'fits',
      alice: 'paged',
    })
  })
})

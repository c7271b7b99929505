import { describe, expect, test } from 'vitest'
import { problemsOfDocument, readFlow } from './flow.ts'

const flow = (more: object = {}, nodes: object = { a: { show: 'text', text: { ru: 'Да' } } }) => ({
  gorod: 'flow/1',
  id: 'x',
  title: { ru: 'Икс' },
  lang: ['ru'],
  channels: ['web'],
  start: 'a',
  nodes,
  ...more,
})

describe('the form of a flow', () => {
  test('a small flow is read', () => expect(readFlow(flow()).ok).toBe(true))

  test.each([
    ['unknown language', flow({ lang: ['fr'] }), '/lang/0'],
    ['unknown key', flow({ nope: 1 }), ''],
    ['handler without words', flow({ on: { help: 5 } }), '/on/help'],
    ['unknown handler', flow({ on: { hello: 'a' } }), '/on'],
    ['a node of no kind', flow({}, { a: { say: 'x' } }), '/nodes/a'],
    ['a node of two kinds', flow({}, { a: { ask: 'x', text: 'y', query: 'z' } }), '/nodes/a'],
    [
      'an unknown ask type',
      flow({}, { a: { ask: 'x', text: { ru: '?' }, type: 'colour' } }),
      '/nodes/a/type',
    ],
    [
      'an edge without a condition',
      flow({}, { a: { show: 'text', text: { ru: '?' }, next: [{ next: 'a' }] } }),
      '/nodes/a/next',
    ],
    [
      'shares of 90',
      flow(
        {},
        {
          a: {
            split: [
              { name: 'a', share: 40, next: 'a' },
              { name: 'b', share: 50, next: 'a' },
            ],
          },
        },
      ),
      '/nodes/a/split',
    ],
    [
      'a branch that is both',
      flow(
        {},
        {
          a: {
            branch: [{ when: 'true', next: 'a' }],
            split: [
              { name: 'a', share: 50, next: 'a' },
              { name: 'b', share: 50, next: 'a' },
            ],
          },
        },
      ),
      '/nodes/a',
    ],
    ['not an object', 5, ''],
  ])('%s is found at its place', (_, document, pointer) => {
    expect(problemsOfDocument(document).map((problem) => problem.pointer)).toContain(pointer)
  })
})

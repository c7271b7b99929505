import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ops } from './index.ts'
import type { OpContext, Row } from './op.ts'
import { type OpSpec, startPipeline } from './pipeline.ts'

const context: OpContext = {
  at: { now: new Date('2026-03-09T09:00:00Z'), timeZone: 'Europe/Moscow', lang: 'ru' },
  districtOf: ({ lat }) => (lat > 60 ? 'north' : undefined),
  findAddress: async (text) => (text === 'Лесная, 1' ? { id: 'b1', geo: { lat: 60, lon: 30 } } : undefined),
  mark: (text) => `mark-${text.length}`,
}

/** Rows that come out, and codes of those that do not. */
async function pass(specs: OpSpec[], ...rows: Row[]) {
  const run = startPipeline(specs, context)
  const out: unknown[] = []
  for (const row of rows) {
    const { rows: passed, rejects } = await run(row)
    out.push(...passed, ...rejects.map(({ code, field }) => (field ? `${code}:${field}` : code)))
  }
  return out
}

describe('each op gives rows or a reason', () => {
  test.each<[string, OpSpec, Row, unknown[]]>([
    ['select keeps what is there', { op: 'select', fields: ['a', 'z'] }, { a: 1, b: 2 }, [{ a: 1 }]],
    ['rename', { op: 'rename', fields: { x: 'y' } }, { x: 1, b: 2 }, [{ y: 1, b: 2 }]],
    ['rename over a field of that name', { op: 'rename', fields: { x: 'y' } }, { x: 1, y: 2 }, [{ y: 1 }]],
    ['rename swaps', { op: 'rename', fields: { x: 'y', y: 'x' } }, { x: 1, y: 2 }, [{ y: 1, x: 2 }]],
    ['cast a number', { op: 'cast', fields: { n: 'number' } }, { n: ' 59.9 ' }, [{ n: 59.9 }]],
    [
      'cast a number with a comma when told so',
      { op: 'cast', fields: { n: 'number' }, decimal: ',' },
      { n: '59,9' },
      [{ n: 59.9 }],
    ],
    ['cast guesses no comma', { op: 'cast', fields: { n: 'number' } }, { n: '59,9' }, ['cast:n']],
    ['cast refuses a half integer', { op: 'cast', fields: { n: 'integer' } }, { n: '1.5' }, ['cast:n']],
    ['cast refuses hexadecimals', { op: 'cast', fields: { n: 'number' } }, { n: '0x10' }, ['cast:n']],
    [
      'cast of nothing is null',
      { op: 'cast', fields: { n: 'integer', m: 'number' } },
      { n: '' },
      [{ n: null, m: null }],
    ],
    ['cast a date', { op: 'cast', fields: { d: 'date' } }, { d: '09.03.2026' }, [{ d: '2026-03-09' }]],
    [
      'cast an instant into its date',
      { op: 'cast', fields: { d: 'date' } },
      { d: '2026-03-09T10:00:00' },
      [{ d: '2026-03-09' }],
    ],
    [
      'cast refuses a day that was not',
      { op: 'cast', fields: { d: 'date' } },
      { d: '2026-02-30' },
      ['cast:d'],
    ],
    ['cast yes and no', { op: 'cast', fields: { b: 'boolean' } }, { b: 'Да' }, [{ b: true }]],
    ['cast refuses maybe', { op: 'cast', fields: { b: 'boolean' } }, { b: 'может быть' }, ['cast:b']],
    ['cast refuses an object as text', { op: 'cast', fields: { s: 'text' } }, { s: {} }, ['cast:s']],
    ['derive', { op: 'derive', field: 'c', expr: "row.a + '!'" }, { a: 'x' }, [{ a: 'x', c: 'x!' }]],
    [
      'derive of a missing field',
      { op: 'derive', field: 'c', expr: 'row.zzz' },
      { a: 'x' },
      ['expression:c'],
    ],
    [
      'derive of the next such day',
      { op: 'derive', field: 'c', expr: 'next_date(3, 8)' },
      {},
      [{ c: '2027-03-08' }],
    ],
    ['filter keeps', { op: 'filter', expr: 'row.a > 1' }, { a: 2 }, [{ a: 2 }]],
    ['filter drops', { op: 'filter', expr: 'row.a > 1' }, { a: 1 }, []],
    ['filter: an error is not «no»', { op: 'filter', expr: 'row.zzz > 1' }, { a: 1 }, ['expression']],
    ['filter: a text is not «yes»', { op: 'filter', expr: 'row.a' }, { a: 'да' }, ['expression']],
    [
      'explode',
      { op: 'explode', field: 'l', into: 'e' },
      { l: [1, 2], a: 0 },
      [
        { a: 0, e: 1 },
        { a: 0, e: 2 },
      ],
    ],
    ['explode of an empty list', { op: 'explode', field: 'l', into: 'e' }, { l: [] }, []],
    ['explode of what is no list', { op: 'explode', field: 'l', into: 'e' }, { l: 'x' }, ['not_a_list:l']],
    [
      'lookup inside',
      { op: 'lookup', kind: 'district', lat: 'y', lon: 'x', into: 'd' },
      { y: 61, x: 30 },
      [{ y: 61, x: 30, d: 'north' }],
    ],
    [
      'lookup outside',
      { op: 'lookup', kind: 'district', lat: 'y', lon: 'x', into: 'd' },
      { y: 59, x: 30 },
      [{ y: 59, x: 30, d: '' }],
    ],
    [
      'lookup without a place',
      { op: 'lookup', kind: 'district', lat: 'y', lon: 'x', into: 'd' },
      { y: null, x: 30 },
      ['no_place:y'],
    ],
    [
      'lookup of degrees that are not',
      { op: 'lookup', kind: 'district', lat: 'y', lon: 'x', into: 'd' },
      { y: 191, x: 30 },
      ['no_place:y'],
    ],
    [
      'geocode',
      { op: 'geocode', address: 'a', lat: 'y', lon: 'x', building: 'b' },
      { a: 'Лесная, 1' },
      [{ a: 'Лесная, 1', y: 60, x: 30, b: 'b1' }],
    ],
    [
      'geocode keeps a known place',
      { op: 'geocode', address: 'a', lat: 'y', lon: 'x' },
      { a: 'Лесная, 1', y: 1, x: 2 },
      [{ a: 'Лесная, 1', y: 1, x: 2 }],
    ],
    [
      'geocode guesses no house',
      { op: 'geocode', address: 'a', lat: 'y', lon: 'x' },
      { a: 'Лесная' },
      ['address_unclear:a'],
    ],
    [
      'geocode without an address',
      { op: 'geocode', address: 'a', lat: 'y', lon: 'x' },
      { a: ' ' },
      ['no_address:a'],
    ],
    ['mask removes', { op: 'mask', fields: ['p'], how: 'remove' }, { p: '+7911' }, [{ p: null }]],
    [
      'mask leaves four signs',
      { op: 'mask', fields: ['p'], how: 'last4' },
      { p: '+79110001122' },
      [{ p: '•••1122' }],
    ],
    [
      'mask of a short text leaves none',
      { op: 'mask', fields: ['p'], how: 'last4' },
      { p: '112' },
      [{ p: '•••' }],
    ],
    ['mask marks', { op: 'mask', fields: ['p'], how: 'mark' }, { p: 'abc' }, [{ p: 'mark-3' }]],
  ])('%s', async (_name, spec, row, expected) => {
    expect(await pass([spec], row)).toEqual(expected)
  })

  test('dedupe keeps the first of equals', async () => {
    const rows = [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: '1', b: 3 },
    ]
    expect(await pass([{ op: 'dedupe', by: ['a'] }], ...rows)).toEqual([
      { a: 1, b: 1 },
      { a: '1', b: 3 },
    ])
  })

  test('of an exploded row the good parts go on and the bad ones are told', async () => {
    const specs = [
      { op: 'explode', field: 'l', into: 'e' },
      { op: 'cast', fields: { e: 'integer' } },
    ]
    expect(await pass(specs, { l: ['1', 'x', '3'] })).toEqual([{ e: 1 }, { e: 3 }, 'cast:e'])
  })
})

test('whatever a row holds, no op throws', async () => {
  const specs: OpSpec[] = [
    { op: 'rename', fields: { a: 'b' } },
    { op: 'cast', fields: { b: 'number', c: 'date' } },
    { op: 'derive', field: 'd', expr: 'string(row.b) + row.c' },
    { op: 'filter', expr: "row.d != ''" },
    { op: 'explode', field: 'l', into: 'e' },
    { op: 'dedupe', by: ['e'] },
    { op: 'mask', fields: ['e'], how: 'last4' },
    { op: 'lookup', kind: 'district', lat: 'b', lon: 'b', into: 'z' },
    { op: 'select', fields: ['b', 'z'] },
  ]
  const row = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'l', '__proto__', 'constructor'), fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(row, async (value) => {
      for (const spec of specs) await startPipeline([spec], context)(value)
      await startPipeline(specs, context)(value)
    }),
    { numRuns: 300, examples: [[{ a: { toString: '' } }], [{ a: { valueOf: 1, toJSON: '' } }]] },
  )
})

test('every op has a name of its own', () => {
  expect(new Set(ops.map(({ name }) => name)).size).toBe(ops.length)
  expect(ops).toHaveLength(10)
})

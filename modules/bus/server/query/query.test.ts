import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Column } from '../../contract.ts'
import { csvCell } from '../dialects/export.ts'
import { markOf, readCursor, writeCursor } from './cursor.ts'
import { type Askable, parametersOf, parseQuery } from './parse.ts'
import { isQueryProblem } from './query.ts'

const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  name,
  title: { ru: name },
  type,
  nullable: true,
  class: 'open',
  filters: type === 'number' || type === 'integer' ? [name, `${name}.gte`, `${name}.lt`] : [name],
  ...more,
})

const dataset: Askable = {
  id: 'things',
  hasGeo: true,
  columns: [
    column('id', 'string', { role: 'key' }),
    column('name', 'string', { role: 'title' }),
    column('kind', 'string', {
      values: [
        { value: 'a', title: { ru: 'А' } },
        { value: 'b', title: { ru: 'Б' } },
      ],
    }),
    column('tags', 'string', { list: '|' }),
    column('depth', 'number'),
    column('floor', 'integer'),
    column('open', 'boolean'),
    column('since', 'string', { format: 'date' }),
  ],
}
const parse = (query: string) => parseQuery(new URLSearchParams(query), dataset, 100)

describe('parameters into a query', () => {
  test.each<[string, object]>([
    ['', { where: [], sort: { by: 'key' }, limit: 50, count: 'none', reading: 'words' }],
    ['kind=a', { where: [{ field: 'kind', is: 'eq', values: ['a'] }] }],
    ['kind=a&kind=b', { where: [{ field: 'kind', is: 'eq', values: ['a', 'b'] }] }],
    ['tags=x', { where: [{ field: 'tags', is: 'has', values: ['x'], list: '|' }] }],
    [
      'depth.gte=1.5&depth.lt=-2e3',
      {
        where: [
          { field: 'depth', is: 'gte', values: [1.5] },
          { field: 'depth', is: 'lt', values: [-2000] },
        ],
      },
    ],
    [
      'open=true&floor=3',
      {
        where: [
          { field: 'floor', is: 'eq', values: [3] },
          { field: 'open', is: 'eq', values: [true] },
        ],
      },
    ],
    ['near=59.9,30.3', { near: { lat: 59.9, lon: 30.3 }, sort: { by: 'distance' } }],
    [
      'near=59.9,30.3&radiusM=500&sort=name',
      { radiusM: 500, sort: { by: 'field', field: 'name', numeric: false, descending: false } },
    ],
    ['text=дом', { text: 'дом', sort: { by: 'rank' } }],
    ['text=дом&near=1,2', { sort: { by: 'distance' } }],
    ['sort=-depth', { sort: { by: 'field', field: 'depth', numeric: true, descending: true } }],
    ['bbox=30,59,31,60', { bbox: [30, 59, 31, 60] }],
    ['select=name,id,name', { select: ['name', 'id'] }],
    ['limit=100&count=exact', { limit: 100, count: 'exact' }],
  ])('«%s»', (query, expected) => {
    expect(parse(query)).toMatchObject(expected)
  })

  test.each([
    ['color=red', { kind: 'unknown', parameter: 'color' }],
    ['depth.gt=1', { kind: 'unknown', parameter: 'depth.gt' }],
    ['name.gte=a', { kind: 'unknown', parameter: 'name.gte' }],
    ['kind=c', { kind: 'bad', parameter: 'kind', expected: 'a, b' }],
    ['limit=101', { kind: 'bad', parameter: 'limit' }],
    ['limit=5.5', { kind: 'bad', parameter: 'limit' }],
    ['limit=1&limit=2', { kind: 'bad', parameter: 'limit' }],
    ['near=59.9', { kind: 'bad', parameter: 'near' }],
    ['near=59.9,30.3,1', { kind: 'bad', parameter: 'near' }],
    ['near=95,30', { kind: 'bad', parameter: 'near' }],
    ['radiusM=5', { kind: 'bad', parameter: 'radiusM' }],
    ['near=1,1&radiusM=-5', { kind: 'bad', parameter: 'radiusM' }],
    ['bbox=31,59,30,60', { kind: 'bad', parameter: 'bbox' }],
    ['sort=colour', { kind: 'bad', parameter: 'sort' }],
    ['select=', { kind: 'bad', parameter: 'select' }],
    ['open=yes', { kind: 'bad', parameter: 'open' }],
    ['since=09.03.2026', { kind: 'bad', parameter: 'since' }],
    ['depth=NaN', { kind: 'bad', parameter: 'depth' }],
    ['depth=Infinity', { kind: 'bad', parameter: 'depth' }],
    ['after=xyz', { kind: 'bad', parameter: 'after' }],
    ['after=', { kind: 'bad', parameter: 'after' }],
  ])('«%s» is refused', (query, expected) => {
    expect(parse(query)).toMatchObject(expected)
  })

  test('whatever is written, the answer is a query or a problem', () => {
    const names = fc.constantFrom(...parametersOf(dataset), 'other')
    const values = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '-1', '1,2', '0,0,1,1', 'true', 'a', 'id', '-id', 'distance', 'exact'),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values), { maxLength: 5 }), (pairs) => {
        const found = parseQuery(new URLSearchParams(pairs), dataset, 100)
        if (!isQueryProblem(found)) expect(found.limit).toBeLessThanOrEqual(100)
      }),
      { numRuns: 500 },
    )
  })
})

describe('cursors', () => {
  test.each([
    ['sort=depth', 'text where a number belongs'],
    ['sort=name', 5],
    ['sort=name', { a: 1 }],
  ])('one forged with all its checks, for %s with %j, is refused and not run', (asked, value) => {
    const forged = parse(asked)
    if (isQueryProblem(forged)) throw new Error('the query of the test is wrong')
    const text = writeCursor(markOf('things', forged), { reading: 'words', value: value as never, key: 'k' })
    expect(parse(`${asked}&after=${text}`)).toMatchObject({ kind: 'bad', parameter: 'after' })
  })

  const query = parse('sort=name')
  if (isQueryProblem(query)) throw new Error('the query of the test is wrong')
  const mark = markOf('things', query)
  const cursors = fc.record({
    reading: fc.constantFrom('words' as const, 'typo' as const),
    value: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
      fc.constant(null),
    ),
    key: fc.string({ unit: 'grapheme' }),
  })

  test('what is written is read again, by its own query only', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        const text = writeCursor(mark, cursor)
        expect(text).toMatch(/^[\w-]+$/)
        expect(readCursor(text, mark)).toEqual(cursor)
        expect(readCursor(text, markOf('others', query))).toBeUndefined()
      }),
    )
  })

  test('any text that was not written is no cursor', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readCursor(text, mark)).toBeUndefined()
      }),
    )
  })
})

test.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [null, ''],
  [3.5, '3.5'],
  [true, 'true'],
  ['=1+1', "'=1+1"],
  ['@sum', "'@sum"],
  ['-cmd|x', "'-cmd|x"],
  ['+7 812 409-80-97', '+7 812 409-80-97'],
  ['-5', '-5'],
])('a cell of %j is %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

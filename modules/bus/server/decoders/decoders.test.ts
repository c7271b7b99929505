import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { RunFailure } from '../runs/failure.ts'
import type { Decoded } from './decoder.ts'
import { middleOf } from './geojson.ts'
import { decoders } from './index.ts'

function decode(kind: string, bytes: Buffer | string, spec: Record<string, unknown> = {}): Decoded[] {
  const decoder = decoders.find(({ name }) => name === kind)
  return [...(decoder?.decode(Buffer.from(bytes), { kind, ...spec } as never) ?? [])]
}
const rows = (...found: Parameters<typeof decode>) =>
  decode(...found).map((one) => ('row' in one ? one.row : one.reject.code))
const failure = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof RunFailure) return [error.code, error.details]
    throw error
  }
  return undefined
}

describe('csv', () => {
  test.each<[string, Buffer | string, Record<string, unknown>, unknown[]]>([
    ['plain', 'a,b\n1,2\n', {}, [{ a: '1', b: '2' }]],
    ['with a byte order mark', '\uFEFFa,b\r\n1,2\r\n', {}, [{ a: '1', b: '2' }]],
    ['semicolons', 'a;b\n1;2', { delimiter: ';' }, [{ a: '1', b: '2' }]],
    ['tabs and quotes within', 'a\tb\n"x ""y"""\t2', { delimiter: '\t' }, [{ a: 'x "y"', b: '2' }]],
    ['line breaks in a cell', 'a,b\n"x\ny",2', {}, [{ a: 'x\ny', b: '2' }]],
    ['names given apart', '1,2', { header: ['a', 'b'] }, [{ a: '1', b: '2' }]],
    ['lines above the table', 'Отчёт\n\na,b\n1,2', { skipLines: 2 }, [{ a: '1', b: '2' }]],
    ['windows-1251', iconv.encode('имя\nЁж\n', 'windows-1251'), { charset: 'windows-1251' }, [{ имя: 'Ёж' }]],
    ['utf-16 by its mark', iconv.encode('\uFEFFимя\nЁж\n', 'utf-16le'), {}, [{ имя: 'Ёж' }]],
    [
      'one bad row among good ones',
      'a,b\n1,2\n3\n5,6\n',
      {},
      [{ a: '1', b: '2' }, { a: '5', b: '6' }, 'csv'],
    ],
    ['names with spaces around', 'a , b\n1,2', {}, [{ a: '1', b: '2' }]],
    ['no rows', 'a,b\n', {}, []],
  ])('%s', (_name, bytes, spec, expected) => {
    expect(rows('csv', bytes, spec)).toEqual(expected)
  })

  test.each<[string, Buffer | string, Record<string, unknown>, string]>([
    ['windows-1251 taken for utf-8', iconv.encode('имя\nЁж\n', 'windows-1251'), {}, 'wrong_charset'],
    ['utf-8 taken for windows-1251', 'имя\nЁж\n', { charset: 'windows-1251' }, 'wrong_charset'],
    ['another delimiter', 'a;b\n1;2', {}, 'broken_file'],
    ['a quote never closed', 'a,b\n"1,2\n3,4\n', {}, 'broken_file'],
    ['a page for people', '<html><body>Ошибка', {}, 'broken_file'],
  ])('%s is a failure of the whole', (_name, bytes, spec, code) => {
    expect(failure(() => decode('csv', bytes, spec))?.[0]).toBe(code)
  })
})

describe('json', () => {
  test.each<[string, string, Record<string, unknown>, unknown[]]>([
    ['a list', '[{"a":1}]', {}, [{ a: 1 }]],
    ['a list deep inside', '{"d":{"items":[{"a":1}]}}', { path: 'd.items' }, [{ a: 1 }]],
    ['with a byte order mark', '\uFEFF[{"a":1}]', {}, [{ a: 1 }]],
    ['what is no row', '[{"a":1},7,null,[1]]', {}, [{ a: 1 }, 'not_a_row', 'not_a_row', 'not_a_row']],
  ])('%s', (_name, text, spec, expected) => {
    expect(rows('json', text, spec)).toEqual(expected)
  })

  test.each([
    ['no list there', '{"d":{}}', { path: 'd.items' }, 'no_rows_at_path'],
    ['inherited names are no path', '{}', { path: 'constructor.name' }, 'no_rows_at_path'],
    ['half a document', '[{"a":', {}, 'broken_file'],
    ['nothing', '', {}, 'broken_file'],
  ])('%s', (_name, text, spec, code) => {
    expect(failure(() => decode('json', text, spec))?.[0]).toBe(code)
  })
})

describe('geojson', () => {
  const square = [
    [30, 60],
    [30.02, 60],
    [30.02, 60.01],
    [30, 60.01],
    [30, 60],
  ]
  test.each<[string, unknown, unknown]>([
    ['a point', { type: 'Point', coordinates: [30.3, 59.9] }, [30.3, 59.9]],
    ['a polygon', { type: 'Polygon', coordinates: [square] }, [30.01, 60.005]],
    [
      'the largest of many',
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 1],
              [0, 0],
            ],
          ],
          [square],
        ],
      },
      [30.01, 60.005],
    ],
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
      },
      [2, 2],
    ],
    [
      'points',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 1],
          [3, 3],
        ],
      },
      [2, 2],
    ],
    [
      'a collection',
      { type: 'GeometryCollection', geometries: [null, { type: 'Point', coordinates: [1, 2] }] },
      [1, 2],
    ],
    [
      'a ring without area',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [1, 1],
            [1, 1],
          ],
        ],
      },
      [1, 1],
    ],
    ['nothing', null, undefined],
    ['an empty polygon', { type: 'Polygon', coordinates: [] }, undefined],
    ['rubbish', { type: 'Point', coordinates: ['x', 1] }, undefined],
  ])('the middle of %s', (_name, geometry, expected) => {
    expect(middleOf(geometry)).toEqual(expected)
  })

  test('properties with the place; without a shape the place is null', () => {
    const features = [
      { type: 'Feature', id: 'f1', properties: { a: 1 }, geometry: { type: 'Point', coordinates: [30, 60] } },
      { type: 'Feature', properties: null, geometry: null },
      'x',
    ]
    expect(rows('geojson', JSON.stringify({ type: 'FeatureCollection', features }))).toEqual([
      { feature_id: 'f1', a: 1, lat: 60, lon: 30 },
      { lat: null, lon: null },
      'not_a_row',
    ])
  })
})

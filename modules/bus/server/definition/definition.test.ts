/** Mistakes of a pack are named with their place and cure; the packs of the repository have none. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkPack, openPack } from '#kernel/server/pack.ts'
import { rootDir } from '#kernel/server/root.ts'
import { makeRegion } from '../../../../tests/fake-region.ts'
import { packParts, readDefinitions } from './definitions.ts'
import { toKeptRow } from './row.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test breaks documents in every place
type Loose = any

const dataset = (): Loose => ({
  id: 'd',
  title: { ru: 'Д' },
  card: { source: { ru: 'С' }, content: { ru: 'С' }, access: { ru: 'С' } },
  owner: { ru: 'О' },
  roles: [],
  needs: [],
  licence: 'CC0-1.0',
  attribution: 'А',
  freshness: { days: 1 },
  schema: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', 'x-title': { ru: 'Н' }, 'x-role': 'key', 'x-class': 'open' },
      kind: { type: 'string', 'x-title': { ru: 'В' }, 'x-role': 'kind', 'x-class': 'open', enum: ['a'] },
      depth: { type: 'number', 'x-title': { ru: 'Г' }, 'x-class': 'open', minimum: 0 },
      note: { type: 'string', 'x-title': { ru: 'З' }, 'x-class': 'open' },
    },
    additionalProperties: false,
  },
})
const source = (): Loose => ({
  id: 's',
  name: { ru: 'С' },
  owner: { ru: 'О' },
  dataset: 'd',
  key: ['id'],
  origins: [
    {
      name: 'pack',
      transport: { kind: 'file', path: 'data/d.csv' },
      decoder: { kind: 'csv' },
      ops: [
        { op: 'derive', field: 'kind', expr: "row.id == '1' ? 'a' : ''" },
        { op: 'select', fields: ['id', 'kind'] },
      ],
    },
  ],
  schedule: { everyMinutes: 10 },
})

function mistakesOf(d: Loose, s: Loose) {
  const folder = makeRegion({ 'datasets/d.json': d, 'sources/s.json': s, 'data/d.csv': 'id\n1\n' })
  return checkPack(openPack(folder), packParts)
}

test('a sound pair has no mistakes', () => {
  expect(mistakesOf(dataset(), source())).toEqual([])
})

test.each(['petersburg', 'leningrad-oblast'])('the pack %s has no mistakes for the bus', (name) => {
  expect(checkPack(openPack(join(rootDir, 'packs', name)), packParts)).toEqual([])
})

describe('each mistake is named', () => {
  test.each<[string, (d: Loose, s: Loose) => void, RegExp]>([
    ['an id unlike its file', (d) => (d.id = 'other'), /«other» не совпадает/],
    [
      'a required field that is not there',
      (d) => d.schema.required.push('zzz'),
      /обязательного поля «zzz» нет/,
    ],
    ['no key', (d) => delete d.schema.properties.id['x-role'], /роли key/],
    [
      'one half of a place',
      (d) => (d.schema.properties.depth['x-role'] = 'lat'),
      /lat и lon есть только одно/,
    ],
    [
      'words for no value',
      (d) => (d.schema.properties.kind['x-values'] = { b: { ru: 'Б' } }),
      /«b», которого нет в enum/,
    ],
    ['no class', (d) => delete d.schema.properties.depth['x-class'], /нет класса/],
    ['a list that is no text', (d) => (d.schema.properties.depth['x-list'] = '|'), /не текст/],
    ['a role nobody knows', (d) => (d.schema.properties.depth['x-role'] = 'hero'), /x-role/],
    ['a word of the schema nobody knows', (d) => (d.schema.properties.depth['x-titel'] = 1), /depth/],
    [
      'a name that is no name',
      (d) => (d.schema.properties['Глубина'] = d.schema.properties.depth),
      /имя поля «Глубина»/,
    ],
    [
      'two titles',
      (d) => {
        d.schema.properties.kind['x-role'] = 'title'
        d.schema.properties.note['x-role'] = 'title'
      },
      /роль title уже/,
    ],
    ['a dataset that is not there', (_d, s) => (s.dataset = 'nothing'), /набора «nothing» нет/],
    ['a key that is not there', (_d, s) => (s.key = ['uid']), /ключевого поля «uid» нет/],
    ['an op nobody knows', (_d, s) => (s.origins[0].ops[0].op = 'deriv'), /операции «deriv» нет/],
    ['an op with a wrong field', (_d, s) => (s.origins[0].ops[0].exp = '1'), /exp/],
    [
      'an expression that is none',
      (_d, s) => (s.origins[0].ops[0].expr = 'row.id ==='),
      /выражение «row.id ===»/,
    ],
    [
      'an expression over a strange name',
      (_d, s) => (s.origins[0].ops[0].expr = 'ro.id'),
      /Unknown name: ro/,
    ],
    [
      'a field chosen that the dataset lacks',
      (_d, s) => s.origins[0].ops[1].fields.push('color'),
      /поля «color» нет/,
    ],
    [
      'a required field not chosen',
      (_d, s) => (s.origins[0].ops[1].fields = ['kind']),
      /обязательное поле «id» не выбрано/,
    ],
    [
      'a file that is not there',
      (_d, s) => (s.origins[0].transport.path = 'data/no.csv'),
      /файла data\/no.csv в наборе нет/,
    ],
    [
      'a path that leaves the pack',
      (_d, s) => (s.origins[0].transport.path = '../../etc/passwd'),
      /выходит из своей папки/,
    ],
    [
      'an address that is none',
      (_d, s) => {
        s.origins[0].name = 'city'
        s.origins[0].transport = { kind: 'http', url: 'ftp://x' }
      },
      /не адрес http/,
    ],
    ['a charset nobody knows', (_d, s) => (s.origins[0].decoder.charset = 'cp-zzz'), /кодировка «cp-zzz»/],
    ['a decoder nobody knows', (_d, s) => (s.origins[0].decoder.kind = 'xls'), /разбор «xls» неизвестен/],
    ['pages of a file', (_d, s) => (s.origins[0].progress = { kind: 'page' }), /не читает частями «page»/],
    ['two origins of one name', (_d, s) => s.origins.push(s.origins[0]), /два происхождения/],
    ['a guard nobody knows', (_d, s) => (s.guards = { shrink: 1 }), /guards/],
  ])('%s', (_name, spoil, expected) => {
    const [d, s] = [dataset(), source()]
    spoil(d, s)
    const found = mistakesOf(d, s)
    expect(found.map(({ message }) => message).join('\n')).toMatch(expected)
    for (const { line, cure } of found) {
      expect(line).toBeGreaterThan(0)
      expect(cure).not.toBe('')
    }
  })
})

describe('a row of the dataset', () => {
  const folder = makeRegion({ 'datasets/d.json': dataset(), 'sources/s.json': source() })
  const definition = readDefinitions(openPack(folder)).dataset('d')
  if (!definition) throw new Error('no dataset')
  const keep = (row: Record<string, unknown>, key = ['id']) => toKeptRow(row, definition, key)

  test('has every field, in the order of the schema; an empty choice is none', () => {
    const kept = keep({ note: '', kind: '', id: '1', extra: 5 })
    expect(kept).toMatchObject({ key: '1', body: { id: '1', kind: null, depth: null, note: '' } })
    expect(Object.keys((kept as { body: object }).body)).toEqual(['id', 'kind', 'depth', 'note'])
  })

  test('equal bodies have equal hashes, whatever the order they came in', () => {
    const [a, b, c] = [
      keep({ id: '1', depth: 2 }),
      keep({ depth: 2, id: '1', extra: 1 }),
      keep({ id: '1', depth: 3 }),
    ] as { hash: string }[]
    expect(a?.hash).toBe(b?.hash)
    expect(a?.hash).not.toBe(c?.hash)
  })

  test.each<[string, Record<string, unknown>, string[], object]>([
    ['of a wrong type', { id: 1 }, ['id'], { code: 'schema', field: 'id' }],
    ['below its least', { id: '1', depth: -1 }, ['id'], { code: 'schema', field: 'depth' }],
    ['outside a closed list', { id: '1', kind: 'z' }, ['id'], { code: 'schema', field: 'kind' }],
    ['without its key', { kind: 'a' }, ['id'], { code: 'schema', field: 'id' }],
    ['with an empty part of its key', { id: '1' }, ['id', 'note'], { code: 'no_key' }],
    ['with signs no text has', { id: 'a\u0000b' }, ['id'], { code: 'bad_text' }],
    ['with half a letter', { id: 'a\ud800b' }, ['id'], { code: 'bad_text' }],
  ])('%s is refused', (_name, row, key, expected) => {
    expect(keep(row, key)).toMatchObject(expected)
  })
})

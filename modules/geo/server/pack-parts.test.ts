import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPack, openPack } from '#kernel/server/pack.ts'
import { packParts } from './pack-parts.ts'

const ring = [
  [30, 60],
  [30.1, 60],
  [30.1, 60.1],
  [30, 60],
]
const manifest = {
  gorod: 'pack/1',
  id: 'test',
  name: { ru: 'Тест' },
  timeZone: 'Europe/Moscow',
  languages: ['ru'],
  centre: { lat: 60, lon: 30 },
  bounds: [29, 59, 31, 61],
}
const district = {
  id: 'north',
  name: { ru: 'Северный район' },
  centre: { lat: 60, lon: 30 },
  outline: [ring],
}
const municipality = {
  id: 'mo-1',
  district: 'north',
  name: { ru: 'Округ' },
  kind: 'okrug',
  centre: { lat: 60, lon: 30 },
}
const head = 'id,street,house,district,municipality,lat,lon,postcode'
const good = 'b-1,улица Мира,5,north,mo-1,60.01,30.01,'

interface Broken {
  districts?: unknown
  municipalities?: unknown
  outline?: unknown
  streets?: unknown
  mirror?: unknown
  rows?: string[]
}

function problemsOf(broken: Broken): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-pack-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const json = (path: string, value: unknown) => write(path, JSON.stringify(value, null, 1))
  json('pack.json', manifest)
  json('geo/districts.json', broken.districts ?? [district])
  json('geo/municipalities.json', broken.municipalities ?? [municipality])
  json('geo/outline.json', broken.outline ?? { land: [ring], water: [], parks: [] })
  json('geo/streets.json', broken.streets ?? { мирная: 'улица Мира', спб: '' })
  json(
    'geo/buildings.mirror.json',
    broken.mirror ?? {
      path: 'a/b.csv',
      columns: { street: 's', house: 'h', lat: 'y', lon: 'x', district: 'd' },
    },
  )
  write('geo/buildings.csv', [head, ...(broken.rows ?? [good])].join('\n'))
  const problems = checkPack(openPack(folder), packParts)
  rmSync(folder, { recursive: true })
  for (const { cure } of problems) expect(cure).not.toBe('')
  return problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
}

test('a good pack has no mistakes', () => expect(problemsOf({})).toEqual([]))

test.each<[string, Broken, RegExp]>([
  [
    'a house that cannot be read',
    { rows: [good, 'b-2,улица Мира,193312,north,,60,30,'] },
    /buildings\.csv:3 номер дома «193312»/,
  ],
  [
    'an id twice',
    { rows: [good, 'b-1,улица Мира,6,north,,60,30,'] },
    /buildings\.csv:3 id «b-1» повторяется/,
  ],
  [
    'an address twice',
    { rows: [good, 'b-2,улица Мира,5,north,,60,30,'] },
    /buildings\.csv:3 адрес «улица Мира, 5» уже есть в строке 2/,
  ],
  [
    'an unknown district',
    { rows: ['b-1,улица Мира,5,south,,60,30,'] },
    /buildings\.csv:2 района «south» нет/,
  ],
  ['an unknown municipality', { rows: ['b-1,улица Мира,5,north,mo-2,60,30,'] }, /муниципалитета «mo-2» нет/],
  [
    'swapped coordinates',
    { rows: ['b-1,улица Мира,5,north,,30.01,60.01,'] },
    /точка 30\.01, 60\.01 вне границ региона/,
  ],
  [
    'a postcode of five digits',
    { rows: ['b-1,улица Мира,5,north,,60,30,19000'] },
    /buildings\.csv:2 0\.postcode/,
  ],
  [
    'an open ring',
    { districts: [{ ...district, outline: [ring.slice(0, 3)] }] },
    /districts\.json:\d+ контур не замкнут/,
  ],
  ['a district twice', { districts: [district, district] }, /id «north» повторяется/],
  [
    'a municipality of nowhere',
    { municipalities: [{ ...municipality, district: 'west' }], rows: ['b-1,улица Мира,5,north,,60,30,'] },
    /municipalities\.json:\d+ района «west» нет/,
  ],
  [
    'a house in another district than its municipality',
    {
      districts: [district, { ...district, id: 'south' }],
      rows: ['b-1,улица Мира,5,south,mo-1,60,30,'],
    },
    /муниципалитет mo-1 лежит в районе north/,
  ],
  [
    'a name for no street',
    { streets: { невский: 'Невский проспект' } },
    /streets\.json:2 улицы «Невский проспект» нет/,
  ],
  [
    'a path that climbs out',
    { mirror: { path: '../x.csv', columns: { street: 's', house: 'h', lat: 'y', lon: 'x', district: 'd' } } },
    /выходит из папки/,
  ],
])('%s is named with its line', (_, broken, message) =>
  expect(problemsOf(broken)).toEqual([expect.stringMatching(message)]),
)

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkPack, openPack, packJson, packTable } from './pack.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gorod-pack-'))
  write('pack.json', {
    gorod: 'pack/1',
    id: 'kitezh',
    name: { ru: 'Китеж' },
    timeZone: 'Europe/Moscow',
    languages: ['ru'],
    centre: { lat: 56.8, lon: 45.1 },
    bounds: [45, 56, 46, 57],
  })
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, value: unknown): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
}

const wells = packJson(
  'wells/*.json',
  Type.Object({ id: Type.String(), depthM: Type.Number({ minimum: 1 }) }),
  {
    check: (well) =>
      well.id === 'dry' ? [{ at: ['id'], message: 'колодец сухой', cure: 'назовите другой' }] : [],
  },
)
const gates = packTable(
  'gates.csv',
  Type.Object({ id: Type.String(), name: Type.String({ minLength: 1 }) }),
  { required: true },
)
const problems = () => checkPack(openPack(folder), [wells, gates])

test('a good pack has no problems', () => {
  write('gates.csv', 'id,name\n1,Северные\n')
  write('wells/a.json', { id: 'a', depthM: 7 })
  expect(problems()).toEqual([])
})

test('each mistake has its file, line and cure', () => {
  write('gates.csv', 'id,name\n1,Северные\n2,\n')
  write('wells/a.json', '{\n  "id": "a",\n  "depthM": 0\n}\n')
  write('wells/b.json', '{\n  "id": "b"\n  "depthM": 3\n}\n')
  write('wells/c.json', '{\n  "depthM": 3,\n  "id": "dry"\n}\n')
  const found = problems()
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'wells/a.json:3',
    'wells/b.json:3',
    'wells/c.json:3',
    'gates.csv:3',
  ])
  expect(found.every(({ message, cure }) => message.length > 5 && cure.length > 5)).toBe(true)
})

test('a missing required file and a broken manifest are named', () => {
  write('pack.json', { gorod: 'pack/1', id: 'Kitezh Grad' })
  expect(problems().map(({ file }) => file)).toEqual(expect.arrayContaining(['pack.json', 'gates.csv']))
})

test('the hash of a pack changes with its files and with nothing else', () => {
  write('gates.csv', 'id,name\n1,A\n')
  const pack = openPack(folder)
  const before = pack.hash(['gates.csv', 'wells/*.json'])
  write('notes.txt', 'x')
  expect(pack.hash(['gates.csv', 'wells/*.json'])).toBe(before)
  write('wells/a.json', { id: 'a', depthM: 1 })
  expect(pack.hash(['gates.csv', 'wells/*.json'])).not.toBe(before)
})

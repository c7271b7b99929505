/** Every table of every module is a word of the glossary; every module has its part of it. */
import { expect, test } from 'vitest'
import { modules } from '#apps/modules.ts'
import { filesBelow, readText } from './sources.ts'

const glossary = readText('docs/glossary.md')
const rows = [...glossary.matchAll(/^\| (?!по-русски|---)([^|]+) \| ([^|]+) \|/gm)]
const words = new Set(rows.flatMap(([, , english = '']) => english.split(',').map((word) => word.trim())))

const tables = ['kernel', 'modules', 'channels']
  .flatMap((folder) => filesBelow(folder, /\/migrations\/.*\.sql$/))
  .flatMap((file) => [...readText(file).matchAll(/create table (?:if not exists )?[a-z_]+\.([a-z_]+)/g)])
  .map(([, table = '']) => table.replaceAll('_', ' '))

test('every table is a word of the glossary', () => {
  expect(tables.length).toBeGreaterThan(20)
  expect([...new Set(tables)].filter((table) => !words.has(table))).toEqual([])
})

test('every module has its part of the glossary', () => {
  const silent = modules.map(({ name }) => name).filter((name) => !glossary.includes(`(\`${name}\`)`))
  expect(silent).toEqual([])
})

test('one Russian word has one line in one part', () => {
  const twice = glossary.split(/^## /m).flatMap((part) => {
    const russian = [...part.matchAll(/^\| (?!по-русски|---)([^|]+) \|/gm)].map(([, word = '']) =>
      word.trim(),
    )
    return russian.filter((word, at) => russian.indexOf(word) !== at)
  })
  expect(twice).toEqual([])
})

/** The house as a test: what may import what, who may touch which table, how files are called. */
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { channelNames, emptyNames, excused, floors, moduleOrder } from './floors.ts'
import { regionWords } from './region-words.ts'
import { filesBelow, importsOf, readText, roomOf, sourceFiles, sourceTexts } from './sources.ts'

const arrows = sourceFiles.flatMap((from) => importsOf(from).map((to) => ({ from, to })))
const show = (found: { from: string; to: string }[]) =>
  found.map(({ from, to }) => `${from} → ${to}`).filter((line) => !(line in excused))
const floor = (file: string) => floors.findIndex((name) => file.startsWith(name))
const rank = (file: string) => moduleOrder.indexOf(/^modules\/([^/]+)\//.exec(file)?.[1] ?? '')

test('the checks look at a house and not at an empty field', () => {
  expect(sourceFiles.length).toBeGreaterThan(80)
  expect(arrows.length).toBeGreaterThan(200)
  expect(moduleOrder.length).toBeGreaterThan(4)
})

test('imports only go down the floors', () => {
  expect(show(arrows.filter(({ from, to }) => floor(to) > floor(from)))).toEqual([])
})

test('a module needs only modules listed above it; the list has every module', () => {
  expect(show(arrows.filter(({ from, to }) => rank(to) > rank(from) && rank(from) >= 0))).toEqual([])
  const homes = (folder: string) => [
    ...new Set(sourceFiles.filter((f) => f.startsWith(folder)).map((f) => f.split('/')[1])),
  ]
  expect(homes('modules/').filter((name) => !moduleOrder.includes(name ?? ''))).toEqual([])
  expect(homes('channels/').filter((name) => !channelNames.includes(name ?? ''))).toEqual([])
})

test('server and web of the kernel do not know each other', () => {
  const across = arrows.filter(
    ({ from, to }) =>
      (from.startsWith('kernel/web') && to.startsWith('kernel/server')) ||
      (from.startsWith('kernel/server') && to.startsWith('kernel/web')),
  )
  expect(show(across)).toEqual([])
})

test('a room is entered through its doors: index.ts, contract, and web/door.ts or web/pages.ts for screens above', () => {
  const burglary = arrows.filter(({ from, to }) => {
    const home = roomOf(to)
    if (home === undefined || home === roomOf(from)) return false
    if (/^[^/]+\/[^/]+\/(index\.ts|contract\.ts|contract\/[^/]+\.ts)$/.test(to)) return false
    // Engines run anywhere by design: the editor and the player of flows use the same one.
    if (to.startsWith('modules/flows/engine/') && from.startsWith('channels/')) return false
    const composes =
      from.startsWith('apps/') ||
      from.startsWith('modules/cabinets/web/') ||
      from.startsWith('channels/web/web/')
    return !(composes && /\/web\/(studio-)?(door|pages)\.ts$/.test(to))
  })
  expect(show(burglary)).toEqual([])
})

test('nothing goes round in circles, types included', () => {
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')]
    if (done.has(file)) return []
    const found = importsOf(file).flatMap((next) => walk(next, [...path, file]))
    done.add(file)
    return found
  }
  expect(sourceFiles.flatMap((file) => walk(file, []))).toEqual([])
})

test('SQL stands in stores and migrations only, and names only tables of its own module', () => {
  const schemas = [...moduleOrder, ...channelNames]
  const sqlFiles = filesBelow('modules', /\.sql$/).concat(filesBelow('channels', /\.sql$/))
  const stores = sourceFiles.filter((file) => roomOf(file) && /\/store[^/]*(\/|\.ts$)/.test(file))
  const foreign = [...stores, ...sqlFiles].flatMap((file) => {
    const own = file.split('/')[1]
    return schemas
      .filter((schema) => schema !== own)
      .filter((schema) =>
        new RegExp(
          `(from|join|into|update|table|references|From|Into|Join|Table)[\\s(]+['"\`]?${schema}\\.[a-z_]+`,
        ).test(readText(file)),
      )
      .map((schema) => `${file} names a table of ${schema}`)
  })
  expect(foreign).toEqual([])
  const strays = sourceFiles
    .filter((file) => roomOf(file) && !stores.includes(file))
    .filter((file) =>
      /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<[^>]*>)?`/.test(sourceTexts.get(file) ?? ''),
    )
  expect(strays).toEqual([])
})

test('only the kernel speaks HTTP, opens sockets and reads the environment', () => {
  const outside = sourceFiles.filter((file) => !file.startsWith('kernel/') && !/\/web\//.test(file))
  const loud = outside.filter((file) =>
    /from ['"](fastify|undici|node:https?|node:net|pg)['"]/.test(sourceTexts.get(file) ?? ''),
  )
  expect(loud).toEqual([])
  const nosy = sourceFiles.filter(
    (file) =>
      /process\.env/.test(sourceTexts.get(file) ?? '') && !/^(apps\/cli|kernel\/server\/env)\.ts$/.test(file),
  )
  expect(nosy).toEqual([])
})

test('no region is in code', () => {
  expect(regionWords.length).toBeGreaterThan(1)
  expect(regionWords.filter(({ words }) => words.length === 0)).toEqual([])
  const ofPacks = regionWords.flatMap(({ words }) => words).join('|')
  const city = new RegExp(`петербург|ленинград|невск(ий|ого) район|petersburg|(?<!\\p{L})(${ofPacks})`, 'iu')
  const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')
  const local = sourceFiles.filter((file) => city.test(withoutComments(sourceTexts.get(file) ?? '')))
  expect(local.filter((file) => !/^kernel\/server\/settings\.ts$|^apps\/cli\.ts$/.test(file))).toEqual([])
})

test('a file is named after what is in it', () => {
  const named = (file: string) => basename(file).replace(/\.(test|scenario|journey|bench|d)?\.?tsx?$/, '')
  expect(sourceFiles.filter((file) => emptyNames.includes(named(file)))).toEqual([])
})

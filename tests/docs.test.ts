/** What the pages say is what the code has: settings, modules, commands, facts, refusals, links. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { channels, modules } from '#apps/modules.ts'
import { knownRefusals } from '#kernel/contract/refusal.ts'
import { languages } from '#kernel/contract/text.ts'
import { rootDir } from '#kernel/server/root.ts'
import { settings } from '#kernel/server/settings.ts'
import { loadTexts } from '#kernel/server/texts.ts'
import { filesBelow, readText, sourceFiles, sourceTexts } from './sources.ts'

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesBelow('docs', /\.md$/),
]

test('the guide lists every setting with its default, and no other', () => {
  const rows = [...readText('docs/guide/settings.md').matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$/gm)]
  const told = rows.map(([, name = '', value = '', about = '']) => ({
    name,
    default: value.replaceAll('`', '').replace(/^—$/, ''),
    about,
  }))
  expect(told).toEqual(settings.map((setting) => ({ ...setting })))
})

test('the architecture page lists the modules and channels in the order of the one list', () => {
  const text = readText('ARCHITECTURE.md')
  const told = [...text.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, name]) => name)
  expect(told).toEqual([...modules, ...channels].map(({ name }) => name))
})

test('every module and channel explains itself in at most 40 lines', () => {
  const silent = [
    ...modules.map(({ name }) => `modules/${name}`),
    ...channels.map(({ name }) => `channels/${name}`),
  ]
    .map((folder) => `${folder}/README.md`)
    .filter((file) => !existsSync(join(rootDir, file)) || readText(file).split('\n').length > 41)
  expect(silent).toEqual([])
})

test('every command of package.json is explained in CONTRIBUTING.md', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
  const text = readText('CONTRIBUTING.md')
  expect(
    Object.keys(scripts).filter(
      (name) => !text.includes(`npm ${name === 'start' || name === 'test' ? name : `run ${name}`}`),
    ),
  ).toEqual([])
})

test('every refusal has words in every language', async () => {
  const texts = loadTexts()
  const mute = [...knownRefusals.keys()].flatMap((code) =>
    languages.filter((lang) => !hasWords(lang, code)).map((lang) => `${code} (${lang})`),
  )
  expect(knownRefusals.size).toBeGreaterThan(20)
  expect(mute).toEqual([])
  expect(texts.ofRefusal('access.denied', 'en').title).not.toBe('access.denied')
})

const ftl = Object.fromEntries(
  languages.map((lang) => [
    lang,
    ['kernel', 'modules', 'channels']
      .flatMap((f) => filesBelow(f, new RegExp(`/texts/${lang}\\.ftl$`)))
      .map(readText)
      .join('\n'),
  ]),
)
const hasWords = (lang: string, code: string) =>
  new RegExp(`^${code.replaceAll('.', '-')} =`, 'm').test(ftl[lang] ?? '')

test('every fact that is told stands in the README of its module', () => {
  const told = [...sourceTexts]
    .filter(([file]) => file.startsWith('modules/'))
    .flatMap(([, text]) => [...text.matchAll(/\bfact\(\s*'([a-z]+\.[a-z_]+)'/g)].map(([, name = '']) => name))
  const unnamed = told.filter((name) => !readText(`modules/${name.split('.')[0]}/README.md`).includes(name))
  expect(told.length).toBeGreaterThan(2)
  expect(unnamed).toEqual([])
})

test('links between pages lead somewhere', () => {
  const dead = pages.flatMap((page) =>
    [...readText(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(rootDir, dirname(page), target)))
      .map((target) => `${page} → ${target}`),
  )
  expect(dead).toEqual([])
})

test('the repository speaks of the product alone', () => {
  const alien = new RegExp(
    ['/wo' + 'rk/', 'sub' + 'agent', 'registry\\.' + 'npmjs', 'LL' + 'M\\b'].join('|'),
    'i',
  )
  const files = [
    ...sourceFiles,
    ...pages,
    ...filesBelow('tools', /\.m?[jt]s$/),
    ...filesBelow('tests', /\.ts$/),
    'package.json',
    '.ci/run',
  ]
  expect(files.filter((file) => alien.test(readText(file)))).toEqual([])
  expect(readText('package-lock.json')).not.toContain('"resolved"')
})

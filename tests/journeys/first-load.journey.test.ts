/** The first load stays within 200 kB of compressed JavaScript: counted in the files, and by a browser. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { rootDir } from '#kernel/server/root.ts'
import { visit } from './browser.ts'
import { beginJourney } from './journey.ts'

const limit = 200_000
const assets = join(rootDir, 'dist/web/assets')

/** The script of a page and everything it imports before it can run. */
function staticScripts(page: string): string[] {
  const html = readFileSync(join(rootDir, 'dist/web', page), 'utf8')
  const found = new Set<string>()
  const follow = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    const code = readFileSync(join(assets, file), 'utf8')
    for (const [, imported = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g))
      follow(imported)
  }
  for (const [, src = ''] of html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)) follow(src)
  return [...found]
}

const compressed = (file: string, kind: 'gz' | 'br'): number =>
  statSync(existsSync(join(assets, `${file}.${kind}`)) ? join(assets, `${file}.${kind}`) : join(assets, file))
    .size

test.each([['index.html'], ['studio.html']])('%s and all it imports at once', (page) => {
  const files = staticScripts(page)
  const sum = (kind: 'gz' | 'br') => files.reduce((all, file) => all + compressed(file, kind), 0)
  const told = `${page}: ${files.length} files, ${Math.round(sum('gz') / 1000)} kB gzip, ${Math.round(sum('br') / 1000)} kB brotli`
  console.info(told)
  expect(files.length).toBeGreaterThan(0)
  expect(sum('gz'), told).toBeLessThanOrEqual(limit)
})

test('a browser that opens the first screen fetches no more, words and lazy parts counted', async () => {
  const { browser, root, end } = await beginJourney()
  const { page, context } = await visit(browser, 'phone')
  const fetched = new Set<string>()
  page.on('response', (response) => {
    const file = basename(new URL(response.url()).pathname)
    if (file.endsWith('.js')) fetched.add(file)
  })
  await page.goto(root)
  await page.getByRole('combobox', { name: 'Адрес вашего дома' }).waitFor()
  await page.waitForLoadState('networkidle')
  const sum = [...fetched].reduce((all, file) => all + compressed(file, 'gz'), 0)
  console.info(`first screen in a browser: ${fetched.size} files, ${Math.round(sum / 1000)} kB gzip`)
  expect(fetched.size).toBeGreaterThan(1)
  expect(sum).toBeLessThanOrEqual(limit)
  await context.close()
  await end()
})

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout: migrations, texts, packs and built pages are read from below it. */
export const rootDir: string = findRoot(dirname(fileURLToPath(import.meta.url)))

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'packs'))) return from
  const up = dirname(from)
  if (up === from) throw new Error(`no checkout of Gorod above ${fileURLToPath(import.meta.url)}`)
  return findRoot(up)
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout; everything works from any current folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Paths of files under a folder of the checkout, in a stable order. */
export function filesUnder(folder, wanted) {
  const found = []
  const walk = (path) => {
    let entries
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`
      if (entry.isDirectory()) walk(inner)
      else if (wanted(inner)) found.push(inner)
    }
  }
  walk(folder)
  return found.sort()
}

/** One hash over names and contents: times of files change with every checkout, contents do not. */
export function hashOf(paths, salt = '') {
  const hash = createHash('sha256').update(salt)
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

export function readOr(path, otherwise) {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return otherwise
  }
}

/**
 * Builds what changed: the server and the command line (esbuild, one file each, packages stay outside) and
 * the pages (vite). A part whose inputs have the hash of the last build is left alone.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { filesUnder, hashOf, readOr, root } from './checkout.mjs'
import { runNode } from './run.mjs'

const floors = ['kernel', 'modules', 'channels', 'apps']
const common = ['package.json', 'package-lock.json', 'tsconfig.base.json']

/** Each part names what it is made from; its recipe lies in a file that is loaded only when it must run. */
const parts = {
  server: {
    recipe: 'build-server.mjs',
    inputs: () => sources((path) => /\.(ts|json)$/.test(path) && !/\/web\//.test(path)),
  },
  web: {
    recipe: 'build-web.mjs',
    inputs: () => [
      ...sources((path) => !/\/server\//.test(path) && !/\.(sql|md)$/.test(path)),
      ...['vite.config.ts', 'tsconfig.web.json'].filter((path) => readOr(path) !== undefined),
    ],
  },
}

/** Builds the named parts if their inputs changed; returns how many were built. */
export async function ensureBuilt(names = Object.keys(parts)) {
  const stale = names
    .map((name) => ({ name, hash: inputHash(name) }))
    .filter(({ name, hash }) => !isBuilt(name, hash))
  if (stale.length === 0) return 0
  // In a process of its own: the builders are big, and the caller may live long.
  const code = await runNode([join(root, 'tools/build.mjs'), ...stale.map(({ name }) => name)])
  if (code !== 0) process.exit(code)
  return stale.length
}

function inputHash(name) {
  return hashOf([...common, `tools/${parts[name].recipe}`, ...parts[name].inputs()], process.versions.node)
}

function isBuilt(name, hash) {
  return readOr(`dist/.hash-${name}`) === hash
}

function sources(wanted) {
  return floors.flatMap((floor) => filesUnder(floor, (path) => !/\.test\.tsx?$/.test(path) && wanted(path)))
}

async function build(name) {
  const hash = inputHash(name)
  if (isBuilt(name, hash)) return true
  const { build: make } = await import(`./${parts[name].recipe}`)
  mkdirSync(join(root, 'dist'), { recursive: true })
  rmSync(join(root, `dist/.hash-${name}`), { force: true })
  if (!(await make())) return false
  writeFileSync(join(root, `dist/.hash-${name}`), hash)
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const asked = process.argv.slice(2)
  const done = await Promise.all((asked.length > 0 ? asked : Object.keys(parts)).map(build))
  process.exitCode = done.every(Boolean) ? 0 : 1
}

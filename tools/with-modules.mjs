import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { root } from './checkout.mjs'
import { ensureModules } from './install.mjs'
import { runNode, stopWithNpm } from './run.mjs'

/**
 * `with-modules.mjs SCRIPT …`: installs what is missing, then runs a script of the checkout (.mjs or .ts)
 * or a program of an installed package, by its name.
 */
const [script = '', ...args] = process.argv.slice(2)
stopWithNpm()
await ensureModules()
process.exitCode = await runNode([...commandOf(script), ...args])

function commandOf(name) {
  const path = join(root, name)
  if (name.endsWith('.ts')) return ['--import', 'tsx', path]
  return [existsSync(path) ? path : join(root, 'node_modules/.bin', name)]
}

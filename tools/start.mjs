#!/usr/bin/env node
/**
 * `npm start`: from a fresh clone to a running city. Installs and builds only what is missing, then
 * becomes the server: one process, so signals and the exit code need no passing on.
 */
import process from 'node:process'
import { ensureBuilt } from './build.mjs'
import { ensureModules } from './install.mjs'
import { become, stopWithNpm } from './run.mjs'

stopWithNpm()
await ensureModules()
if (process.argv.includes('--dev')) {
  const { develop } = await import('./develop.mjs')
  await develop()
} else {
  await ensureBuilt()
  await become('dist/server.js')
}

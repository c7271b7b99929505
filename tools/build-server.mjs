import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { root } from './checkout.mjs'
import { seconds, tell } from './words.mjs'

/** apps/server.ts and apps/cli.ts, each into one file of dist; false when it failed, and why is printed. */
export async function build() {
  const began = performance.now()
  const entryPoints = ['apps/server.ts', 'apps/cli.ts'].filter((path) => existsSync(join(root, path)))
  try {
    await bundle({
      absWorkingDir: root,
      entryPoints,
      outdir: 'dist',
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'warning',
    })
  } catch {
    return false
  }
  tell(`Собран сервер: ${seconds(began)}`, `Built the server: ${seconds(began)}`)
  return true
}

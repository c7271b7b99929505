import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build as bundle } from 'vite'
import { root } from './checkout.mjs'
import { seconds, tell } from './words.mjs'

const web = join(root, 'dist/web')

/** The pages into dist/web; they are swapped in whole, so a running server never serves half of them. */
export async function build() {
  if (!existsSync(join(root, 'apps/index.html'))) {
    tell('Страниц нет: apps/index.html не найден', 'No pages: there is no apps/index.html')
    return true
  }
  const began = performance.now()
  const making = `${web}.${process.pid}`
  try {
    await bundle({
      configFile: join(root, 'vite.config.ts'),
      build: { outDir: making, emptyOutDir: true },
      logLevel: 'warn',
    })
    await compressAll(making)
  } catch (error) {
    process.stderr.write(`${error.stack ?? error}\n`)
    rmSync(making, { recursive: true, force: true })
    return false
  }
  const old = `${web}.old`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(web)) renameSync(web, old)
  renameSync(making, web)
  rmSync(old, { recursive: true, force: true })
  tell(`Собраны страницы: ${seconds(began)}`, `Built the pages: ${seconds(began)}`)
  return true
}

/** A compressed copy beside every text asset, so that the server sends files as they lie. */
async function compressAll(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = entries.filter(
    (entry) => entry.isFile() && /\.(m?js|css|html|svg|json|txt|webmanifest)$/.test(entry.name),
  )
  await Promise.all(
    texts.map(async (entry) => {
      const file = join(entry.parentPath ?? entry.path, entry.name)
      const plain = readFileSync(file)
      if (plain.length < 1024) return
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 10,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      }
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(plain, { params }))
      writeFileSync(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }))
    }),
  )
}

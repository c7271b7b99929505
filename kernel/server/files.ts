import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes kept under their SHA-256: the same bytes are one file, and a file never changes. */
export interface Files {
  put(bytes: Uint8Array): Promise<{ hash: string; size: number }>
  get(hash: string): Promise<Buffer | undefined>
}

export function createFiles(folder: string): Files {
  const place = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const path = place(hash)
      if (!(await isFile(path))) await writeWhole(path, bytes)
      return { hash, size: bytes.byteLength }
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return undefined
      return (await isFile(place(hash))) ? readFile(place(hash)) : undefined
    },
  }
}

const isFile = (path: string) =>
  stat(path).then(
    (s) => s.isFile(),
    () => false,
  )

/** Written aside, flushed, then named: a crash leaves either the whole file or none. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const aside = `${path}.${randomBytes(6).toString('hex')}.part`
  const file = await open(aside, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, path)
}

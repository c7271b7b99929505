import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { Type } from 'typebox'
import { RunFailure } from '../runs/failure.ts'
import { transport } from './transport.ts'

/** A file of the pack, or of the local mirror of the city's data. */
export const file = transport({
  name: 'file',
  schema: Type.Object(
    { kind: Type.Literal('file'), path: Type.String({ minLength: 1, maxLength: 300 }) },
    { additionalProperties: false },
  ),
  origins: ['mirror', 'pack'],
  progress: ['none'],
  mistake({ path }, origin, pack) {
    if (leavesFolder(path)) return `путь «${path}» выходит из своей папки`
    return origin === 'pack' && !pack.has(path) ? `файла ${path} в наборе нет` : undefined
  },
  address: ({ path }) => path,
  async read(address, _spec, origin, { packDir, mirrorDir, maxBytes }) {
    const folder = origin === 'mirror' ? mirrorDir : packDir
    if (folder === undefined || leavesFolder(address)) throw new RunFailure('no_file', { path: address })
    const path = join(folder, address)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) throw new RunFailure('no_file', { path: address })
    if (found.size > maxBytes) throw new RunFailure('too_many_bytes', { host: address })
    return { bytes: await readFile(path), headers: {} }
  },
})

const leavesFolder = (path: string) => isAbsolute(path) || normalize(path).split(/[\\/]/).includes('..')

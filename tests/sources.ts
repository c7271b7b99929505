/** The source files of the house as texts, and who imports whom. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { rootDir } from '#kernel/server/root.ts'

export const readText = (path: string): string => readFileSync(join(rootDir, path), 'utf8')

/** Files below a folder whose names match, sorted; nothing of installed or built folders. */
export function filesBelow(folder: string, name: RegExp): string[] {
  let found: string[]
  try {
    found = readdirSync(join(rootDir, folder), { recursive: true, encoding: 'utf8' })
  } catch {
    return []
  }
  return found
    .map((path) => `${folder}/${path}`)
    .filter((path) => name.test(path) && !/(^|\/)(node_modules|dist|\.types|\.gorod)\//.test(path))
    .filter((path) => statSync(join(rootDir, path)).isFile())
    .sort()
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path)

export const sourceFiles: readonly string[] = ['kernel', 'modules', 'channels', 'apps']
  .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
  .filter((path) => !isTest(path))

export const sourceTexts: ReadonlyMap<string, string> = new Map(
  sourceFiles.map((path) => [path, readText(path)]),
)

/** Files of ours that a file imports, types included. */
export function importsOf(file: string): string[] {
  const text = sourceTexts.get(file) ?? ''
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([#.][^'"?]+)(?:\?[^'"]*)?['"]/g)]
    .map(([, path = '']) => (path.startsWith('#') ? path.slice(1) : normalize(join(dirname(file), path))))
    .filter((path) => sourceTexts.has(path))
}

/** `modules/votes/server/rules.ts` → `modules/votes`; anything else → undefined. */
export const roomOf = (file: string): string | undefined => /^((?:modules|channels)\/[^/]+)\//.exec(file)?.[1]

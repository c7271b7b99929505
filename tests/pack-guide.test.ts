/** The examples of the guide make a whole region, and the platform's own check finds nothing wrong with it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { channels, modules } from '#apps/modules.ts'
import { checkPack, describeProblem, openPack } from '#kernel/server/pack.ts'
import { rootDir } from '#kernel/server/root.ts'

const guide = readFileSync(join(rootDir, 'docs/guide/pack.md'), 'utf8')
const examples = [...guide.matchAll(/^### `([^`]+)`\n[\s\S]*?^```(?:json|csv)\n([\s\S]*?)^```/gm)].map(
  ([, path = '', text = '']) => ({ path, text }),
)
const parts = [...modules, ...channels].flatMap((module) => module.pack ?? [])

test('every kind of file a module reads has an example', () => {
  const shown = examples.map(({ path }) => path)
  const patterns = parts.map(
    ({ files }) => new RegExp(`^${files.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`),
  )
  const missing = patterns.filter((pattern) => !shown.some((path) => pattern.test(path))).map(String)
  expect(missing).toEqual([])
})

test('the examples together are a good pack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-guide-'))
  for (const { path, text } of examples) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const problems = checkPack(openPack(folder), parts).map(describeProblem)
  rmSync(folder, { recursive: true })
  expect(problems).toEqual([])
})

import process from 'node:process'
import { ensureBuilt } from './build.mjs'
import { filesUnder } from './checkout.mjs'
import { runNode } from './run.mjs'
import { giveUp } from './words.mjs'

/** `npm run bench [-- WORD]`: the measurements of tests/bench, one after another, never beside each other. */
const word = process.argv[2] ?? ''
const benches = filesUnder('tests/bench', (path) => path.endsWith('.bench.ts') && path.includes(word))
if (benches.length === 0) giveUp(`Нет измерений со словом «${word}»`, `No bench is named «${word}»`)
await ensureBuilt()
for (const bench of benches) {
  const code = await runNode(['--import', 'tsx', bench])
  if (code !== 0) process.exitCode = code
}

import process from 'node:process'
import { root } from './checkout.mjs'
import { hearNode } from './run.mjs'
import { seconds, tell } from './words.mjs'

/** `npm run check`: what can be told without a database. Says nothing about what is right but its time. */
const checks = [
  {
    name: 'Biome',
    args: [
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--diagnostic-level=error',
      '--max-diagnostics=30',
      '.',
    ],
  },
  { name: 'TypeScript', args: ['node_modules/typescript/bin/tsc', '--build'] },
  { name: 'architecture', args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'architecture'] },
]

const results = await Promise.all(
  checks.map(async ({ name, args }) => {
    const began = performance.now()
    const { code, said } = await hearNode(args, { cwd: root })
    tell(
      `${code === 0 ? '✔' : '✘'} ${name}, ${seconds(began)}`,
      `${code === 0 ? '✔' : '✘'} ${name}, ${seconds(began)}`,
    )
    return { name, code, said }
  }),
)
for (const { name, said } of results.filter(({ code }) => code !== 0))
  tell(`\n── ${name}\n${said}`, `\n── ${name}\n${said}`)
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1

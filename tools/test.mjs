/**
 * `npm test [-- WORD | --project NAME]`: every test there is, browser journeys included, on the embedded
 * database or on TEST_DATABASE_URL. Its last line is the count, for people and for machines.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { ensureBuilt } from './build.mjs'
import { runNode } from './run.mjs'

const args = process.argv.slice(2)
const projects = args.flatMap((arg, i) =>
  arg.startsWith('--project=') ? arg.slice(10) : args[i - 1] === '--project' ? arg : [],
)
if (projects.length === 0 || projects.includes('journeys')) await ensureBuilt()

const folder = mkdtempSync(join(tmpdir(), 'gorod-count-'))
const file = join(folder, 'result.json')
const code = await runNode([
  'node_modules/vitest/vitest.mjs',
  'run',
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ...args,
])
const { passed, failed, skipped } = count(file)
rmSync(folder, { recursive: true, force: true })

// What went wrong outside of any test, an unhandled rejection or a broken set-up, is a failure too.
const failures = code !== 0 && failed === 0 ? 1 : failed
process.stdout.write(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = failures > 0 ? 1 : code

function count(path) {
  try {
    const result = JSON.parse(readFileSync(path, 'utf8'))
    const brokenFiles = result.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + brokenFiles.length,
      skipped: result.numPendingTests + result.numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

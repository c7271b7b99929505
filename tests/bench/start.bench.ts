/** From nothing to the first answer, again on data that is there, and memory at rest, beside a bare server. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rootDir } from '#kernel/server/root.ts'
import { forget, median, residentMb, round, startGorod, tell } from './measure.ts'

const bare = `import('fastify').then(async ({ default: f }) => { const s = f(); s.get('/', async () => ({})); await s.listen({ port: 0, host: '127.0.0.1' }); console.log('up') })`

async function startBare(): Promise<{ ms: number; mb: number }> {
  const began = performance.now()
  const child: ChildProcess = spawn(process.execPath, ['-e', bare], {
    cwd: rootDir,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((up) => child.stdout?.once('data', up))
  const ms = performance.now() - began
  await new Promise((wait) => setTimeout(wait, 1000))
  const mb = residentMb(child.pid as number)
  child.kill()
  return { ms, mb }
}

const bareRuns = [await startBare(), await startBare(), await startBare()]
const bareMs = median(bareRuns.map(({ ms }) => ms))
const bareMb = median(bareRuns.map(({ mb }) => mb))

const first = await startGorod()
await first.stop()
const again: { ms: number; mb: number }[] = []
for (let i = 0; i < 3; i++) {
  const city = await startGorod({ dataDir: first.dataDir })
  await new Promise((wait) => setTimeout(wait, 2000))
  again.push({ ms: city.startMs, mb: residentMb(city.pid) })
  await city.stop()
}
forget(first.dataDir)

const againMs = median(again.map(({ ms }) => ms))
const againMb = median(again.map(({ mb }) => mb))
tell([
  {
    what: 'first start: database, pack, all',
    ms: round(first.startMs),
    bareMs: round(bareMs),
    ratio: round(first.startMs / bareMs, 1),
  },
  { what: 'second start', ms: round(againMs), bareMs: round(bareMs), ratio: round(againMs / bareMs, 1) },
])
tell([
  {
    what: 'memory at rest, MB',
    gorod: round(againMb),
    bareFastify: round(bareMb),
    ratio: round(againMb / bareMb, 1),
  },
])

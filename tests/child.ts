/** A real server in a process of its own, for what only a real process can show: kill -9, signals, polling. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { rootDir } from '#kernel/server/root.ts'

export interface ChildServer {
  readonly url: string
  readonly pid: number
  /** Everything printed so far. */
  printed(): string
  /** `SIGKILL` is kill -9. Resolves with the exit code, or the signal that ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | string>
}

/** Starts `apps/server.ts` from source and waits until it is ready. */
export async function startChild(env: Record<string, string>): Promise<ChildServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(rootDir, 'apps/server.ts')], {
    cwd: rootDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      GOROD_HOST: '127.0.0.1',
      GOROD_RATE_PER_MINUTE: '1000000',
      GOROD_LOG: 'error',
      ...env,
    },
  })
  let printed = ''
  child.stdout?.on('data', (chunk) => (printed += String(chunk)))
  child.stderr?.on('data', (chunk) => (printed += String(chunk)))
  const ended = new Promise<number | string>((done) =>
    child.once('exit', (code, signal) => done(code ?? signal ?? -1)),
  )
  for (let i = 0; ; i++) {
    if (child.exitCode !== null || i > 2000) throw new Error(`the server did not come up:\n${printed}`)
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) break
    await new Promise((wait) => setTimeout(wait, 30))
  }
  return {
    url,
    pid: child.pid as number,
    printed: () => printed,
    end(signal) {
      child.kill(signal)
      return ended
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}

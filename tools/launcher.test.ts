import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const checkout = mkdtempSync(join(tmpdir(), 'gorod-launch-'))

interface Run {
  child: ChildProcess
  said(): string
  /** Resolves when the words have been said. */
  says(words: string): Promise<void>
  end: Promise<number | null>
}

/** A checkout with a server of a few lines and the modules of this one. */
beforeAll(() => {
  for (const path of ['tools', 'package.json', 'package-lock.json', 'tsconfig.base.json']) {
    cpSync(join(root, path), join(checkout, path), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
  mkdirSync(join(checkout, 'apps'))
  writeServer('one')
})

afterAll(() => rmSync(checkout, { recursive: true, force: true }))

function writeServer(name: string, after = ''): void {
  const server = `
    process.on('SIGTERM', () => { console.log('closed'); process.exit(0) })
    setInterval(() => {}, 1000)
    ${after}
    console.log('server ${name}', process.argv.slice(2).join())
  `
  writeFileSync(join(checkout, 'apps/server.ts'), server)
  writeFileSync(
    join(checkout, 'apps/cli.ts'),
    `console.log('cli', process.argv.slice(2).join()); process.exitCode = 3`,
  )
}

function run(program: string, args: string[], env: Record<string, string> = {}): Run {
  const { npm_lifecycle_event: _, ...own } = process.env
  const child = spawn(program, args, {
    cwd: tmpdir(),
    env: { ...own, LANG: 'ru_RU.UTF-8', LC_ALL: '', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const end = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    child,
    end,
    said: () => text,
    says: async (words) =>
      void (await expect.poll(() => text, { timeout: 15_000, interval: 20 }).toContain(words)),
  }
}

const start = (...args: string[]) => run(process.execPath, [join(checkout, 'tools/start.mjs'), ...args])

describe('the launcher', () => {
  test('builds what changed, becomes the server and ends with it', async () => {
    const first = start('--roles=web')
    await first.says('server one --roles=web')
    expect(first.said()).toContain('Собран сервер')
    first.child.kill('SIGTERM')
    expect(await first.end).toBe(0)
    expect(first.said()).toContain('closed')

    const second = start()
    await second.says('server one')
    expect(second.said()).not.toContain('Собран')
    second.child.kill('SIGTERM')
    await second.end

    writeServer('two')
    const third = start()
    await third.says('server two')
    third.child.kill('SIGTERM')
    await third.end
  })

  test('shows a fault of the server at its place in the source, and its exit code', async () => {
    writeServer('broken', `throw new Error('no luck')`)
    const broken = start()
    expect(await broken.end).toBe(1)
    expect(broken.said()).toMatch(/no luck[\s\S]*apps\/server\.ts:4/)
  })

  test('does not start what cannot be built', async () => {
    writeServer('torn', `this is not a program`)
    const torn = start()
    expect(await torn.end).toBe(1)
    expect(torn.said()).not.toContain('server torn')
    writeServer('one')
  })

  test('runs the command line with its arguments and exit code', async () => {
    const cli = run(process.execPath, [join(checkout, 'tools/gorod.mjs'), 'pack', 'check'])
    expect(await cli.end).toBe(3)
    expect(cli.said()).toContain('cli pack,check')
  })

  test('stops when npm, which passes no signals on, is gone', async () => {
    const script = `${process.execPath} ${join(checkout, 'tools/start.mjs')}; true`
    const npm = run('sh', ['-c', script], { npm_lifecycle_event: 'start' })
    await npm.says('server one')
    npm.child.kill('SIGKILL')
    await npm.says('closed')
  })

  test('speaks English where the terminal does', async () => {
    writeServer('three')
    const english = run(process.execPath, [join(checkout, 'tools/start.mjs')], { LANG: 'en_US.UTF-8' })
    await english.says('Built the server')
    await english.says('server three')
    english.child.kill('SIGTERM')
    await english.end
  })
})

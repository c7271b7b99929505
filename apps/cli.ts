/**
 * `npx gorod …`: what an operator does from a terminal. Exit codes: 0 done, 1 a fault, 2 the request or the
 * settings are wrong, 3 what was checked has mistakes.
 */
import { spawn } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { ConfigError } from '#kernel/server/config.ts'
import { checkPack, describeProblem, openPack } from '#kernel/server/pack.ts'
import { rootDir } from '#kernel/server/root.ts'
import { bus } from '#modules/bus/index.ts'
import { people } from '#modules/people/index.ts'
import { channels, modules } from './modules.ts'
import { openWholeCity, runToEnd, serve } from './serve.ts'

interface Command {
  readonly usage: string
  readonly about: string
  run(args: readonly string[]): Promise<void>
}

const commands: Readonly<Record<string, Command>> = {
  serve: { usage: 'serve', about: 'запустить платформу (то же, что npm start)', run: () => serve() },
  'pack check': {
    usage: 'pack check ПАПКА',
    about: 'проверить набор региона: файл, строка, что исправить',
    run: checkRegion,
  },
  'pack export': {
    usage: 'pack export ПАПКА КУДА',
    about: 'скопировать проверенный набор, чтобы начать свой',
    run: exportRegion,
  },
  'source run': {
    usage: 'source run ID',
    about: 'прочитать источник сейчас и показать, что вышло',
    run: runSource,
  },
  'user grant': { usage: 'user grant ПОЧТА РОЛЬ', about: 'дать сотруднику роль', run: grantRole },
  bench: { usage: 'bench [СЛОВО]', about: 'измерения рядом с голым сервером и голым SQL', run: runBenches },
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return say(help())
  const name = [args.slice(0, 2).join(' '), args[0] ?? ''].find((candidate) => candidate in commands)
  if (name === undefined) return refuseUse(`нет команды «${args.join(' ')}»`)
  await commands[name]?.run(args.slice(name.split(' ').length))
}

function help(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length))
  const lines = Object.values(commands).map(({ usage, about }) => `  gorod ${usage.padEnd(width)}  ${about}`)
  return [
    'Город: платформа городских сервисов',
    '',
    ...lines,
    '',
    'Настройки читаются из окружения: docs/guide/settings.md',
  ].join('\n')
}

function refuseUse(why: string): never {
  throw new ConfigError(`${why}\n\n${help()}`)
}

async function checkRegion([path = 'packs/petersburg']: readonly string[]): Promise<void> {
  const folder = fromHere(path)
  if (!existsSync(folder)) refuseUse(`папки ${folder} нет`)
  const problems = checkPack(
    openPack(folder),
    [...modules, ...channels].flatMap((module) => module.pack ?? []),
  )
  if (problems.length === 0) return say(`${path}: ошибок нет`)
  for (const problem of problems) say(describeProblem(problem))
  say(`\nОшибок: ${problems.length}`)
  process.exit(3)
}

async function exportRegion([path, to]: readonly string[]): Promise<void> {
  if (!path || !to) refuseUse('нужны две папки: какую и куда')
  if (existsSync(fromHere(to))) refuseUse(`${to} уже есть`)
  await checkRegion([path])
  cpSync(fromHere(path), fromHere(to), { recursive: true })
  say(`Скопировано в ${to}. Измените pack.json и таблицы, затем: gorod pack check ${to}`)
}

async function runSource([id]: readonly string[]): Promise<void> {
  if (!id) refuseUse('нужен идентификатор источника')
  const open = await openWholeCity({ background: false, note: () => {} })
  try {
    const run = await open.city.apiOf(bus).runSource(id)
    say(JSON.stringify(run, null, 2))
    if (run.state !== 'published' && run.state !== 'unchanged') process.exitCode = 3
  } finally {
    await open.close()
  }
}

async function grantRole([email, role]: readonly string[]): Promise<void> {
  if (!email || !role) refuseUse('нужны почта и роль')
  const open = await openWholeCity({ background: false, note: () => {} })
  try {
    await open.city.apiOf(people).grant(email, role)
    say(`${email}: роль ${role} дана`)
  } finally {
    await open.close()
  }
}

/** Benches are sources of the checkout; the launcher knows how to run them. */
function runBenches(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(rootDir, 'tools/bench.mjs'), ...args], { stdio: 'inherit' })
  return new Promise((done) => {
    child.once('exit', (code) => {
      process.exitCode = code ?? 1
      done()
    })
  })
}

/** Paths of a command are read from where the person stands. */
const fromHere = (path: string) =>
  isAbsolute(path) ? path : resolve(process.env['INIT_CWD'] ?? process.cwd(), path)

await runToEnd(main)

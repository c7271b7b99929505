/**
 * Makes sure that node_modules is what package-lock.json says. Uses nothing but Node itself: on a fresh
 * clone there is nothing else.
 */
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { hashOf, readOr, root } from './checkout.mjs'
import { giveUp, seconds, tell } from './words.mjs'

const neededNode = [20, 20, 0]
const hashFile = 'node_modules/.gorod-lock-hash'

export async function ensureModules() {
  checkNode()
  // Packages hold programs of one platform: a folder carried to another machine is installed anew.
  const wanted = hashOf(['package-lock.json'], `${process.platform}-${process.arch}`)
  if (readOr(hashFile, '') === wanted) return
  if (!isInstalledByHand()) await install()
  writeFileSync(join(root, hashFile), wanted)
}

function checkNode() {
  const own = process.versions.node.split('.').map(Number)
  const differs = neededNode.findIndex((part, i) => own[i] !== part)
  if (differs === -1 || own[differs] > neededNode[differs]) return
  const needed = neededNode.join('.')
  giveUp(
    `Нужен Node ${needed} или новее, а запущен ${process.versions.node}. Поставьте его с https://nodejs.org и повторите.`,
    `Node ${needed} or newer is needed, this is ${process.versions.node}. Get it from https://nodejs.org and try again.`,
  )
}

async function install() {
  const began = performance.now()
  const wanted = neededPackages()
  tell('Устанавливаем зависимости: один раз, около минуты…', 'Installing dependencies: once, about a minute…')
  const progress = setInterval(() => {
    const here = wanted.filter((path) => existsSync(join(root, path, 'package.json'))).length
    tell(
      `  ${here} из ${wanted.length} пакетов, ${seconds(began)}`,
      `  ${here} of ${wanted.length} packages, ${seconds(began)}`,
    )
  }, 3000)
  const { code, said } = await runNpm(['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'])
  clearInterval(progress)
  if (code === 0)
    return tell(`Зависимости установлены: ${seconds(began)}`, `Dependencies installed: ${seconds(began)}`)
  giveUp(
    `${said}\nЗависимости не установились (npm ci, код ${code}). Проверьте связь с сетью и место на диске и повторите.`,
    `${said}\nDependencies were not installed (npm ci, code ${code}). Check the network and the disk and try again.`,
  )
}

function runNpm(args) {
  // Under `npm start` this is the very npm that was called; it need not be on the PATH.
  const npm = process.env.npm_execpath
  const [program, first] = npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(program, [...first, ...args], {
      cwd: root,
      shell: program === 'npm' && process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = (said + chunk).slice(-4000)
      })
    }
    child.once('error', (error) => resolve({ code: -1, said: error.message }))
    child.once('close', (code) => resolve({ code, said }))
    process.once('SIGINT', () => child.kill('SIGINT'))
  })
}

/** A person, or a CI, ran `npm ci` already: npm writes its own lock into node_modules as its last act. */
function isInstalledByHand() {
  const installed = lockedPackages('node_modules/.package-lock.json')
  if (Object.keys(installed).length === 0) return false
  const locked = lockedPackages('package-lock.json')
  const isAsLocked = Object.entries(installed).every(
    ([path, { version }]) => locked[path]?.version === version,
  )
  const isComplete = Object.entries(locked).every(([path, { optional }]) => optional || installed[path])
  return isAsLocked && isComplete
}

function lockedPackages(file) {
  try {
    const { '': _root, ...packages } = JSON.parse(readOr(file, '{}')).packages ?? {}
    return packages
  } catch {
    return {}
  }
}

/** Optional packages are mostly those of other platforms. */
function neededPackages() {
  const locked = Object.entries(lockedPackages('package-lock.json'))
  return locked.filter(([, { optional }]) => !optional).map(([path]) => path)
}

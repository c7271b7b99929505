import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { root } from './checkout.mjs'
import { giveUp } from './words.mjs'

/** Runs a program of this Node with our terminal and ends with its exit code, whatever ended it. */
export function runNode(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options })
    // Ctrl-C reaches the child from the terminal itself; twice would mean «at once».
    const pass = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

/** As runNode, but silent: what was said comes back with the code. */
export function hearNode(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const parts = []
    child.stdout.on('data', (chunk) => parts.push(chunk))
    child.stderr.on('data', (chunk) => parts.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, said: Buffer.concat(parts).toString() }))
  })
}

/** Turns this process into a built program: no parent stays in memory, and signals need no passing on. */
export async function become(file) {
  const path = join(root, file)
  if (!existsSync(path)) giveUp(`Нет ${file}: сборка не удалась`, `There is no ${file}: the build failed`)
  process.setSourceMapsEnabled(true)
  process.argv[1] = path
  await import(pathToFileURL(path).href)
}

/**
 * npm passes a signal to its shell, and the shell to nobody: when one of the two is gone, so should we be.
 * Without this a stopped `npm start` would leave a server behind.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const npm = parentOf(shell)
  const watch = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
  // Ctrl-C ends npm too, and whoever has been asked to stop is not asked again.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      clearInterval(watch)
      if (process.listenerCount(signal) === 1) process.exit(130)
    })
  }
}

/** Undefined where the system has no /proc. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  } catch {
    return undefined
  }
}

/**
 * One Gorod per data folder. The lock is a file with the pid of its owner and the moment that process
 * began, so a file left by a killed process is recognised even when its pid belongs to another by now.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { codeOf, isAlive, startMark } from './processes.ts'
import { cannot } from './trouble.ts'

interface Owner {
  pid: number
  began: string | undefined
}

/** Takes the lock or refuses, naming the owner. Returns what releases it. */
export function lockFolder(root: string): () => void {
  const file = join(root, 'lock')
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, `${process.pid} ${startMark(process.pid) ?? ''}\n`)
  try {
    // A hard link appears whole or not at all: nobody ever reads a half-written lock.
    while (!tryLink(mine, file)) removeIfStale(file, root)
  } finally {
    rmSync(mine, { force: true })
  }
  return () => {
    if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true })
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function removeIfStale(file: string, root: string): void {
  const owner = readOwner(file)
  if (owner && isHeld(owner)) refuseTo(owner, root)
  // Two starters may both see a stale file; the one that moves a fresh lock by mistake puts it back.
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = readOwner(aside)
  if (moved && isHeld(moved)) {
    tryLink(aside, file)
    rmSync(aside, { force: true })
    refuseTo(moved, root)
  }
  rmSync(aside, { force: true })
}

function refuseTo(owner: Owner, root: string): never {
  cannot(
    `Папка базы данных ${root} занята: с ней уже работает процесс ${owner.pid}. Остановите его (kill ${owner.pid}) или задайте другую папку в GOROD_DATA.`,
    `The database folder ${root} is in use by process ${owner.pid}. Stop it or set another folder in GOROD_DATA.`,
  )
}

function isHeld(owner: Owner): boolean {
  if (!isAlive(owner.pid)) return false
  const began = startMark(owner.pid)
  return owner.began === undefined || began === undefined || began === owner.began
}

function readOwner(file: string): Owner | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  const [pid, began] = text.trim().split(' ')
  return Number(pid) > 0 ? { pid: Number(pid), began: began || undefined } : undefined
}

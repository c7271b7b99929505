import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'

/** What the system can say about another process without being its parent. */

/** Without PGDATA, PGPORT and the like of the person who starts us; messages in English, so we can read them. */
export const postgresEnv = { LC_ALL: 'C', TZ: 'UTC' }

const hasProc = existsSync('/proc/self/stat')

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * The moment a process began, in the system's own units: a pid alone is reused, a pid with its beginning
 * is not. Undefined where the system does not tell.
 */
export function startMark(pid: number): string | undefined {
  return hasProc ? statFields(pid)?.[19] : undefined
}

/** The command line as words; readable for every user, unlike the working folder. */
export function commandLine(pid: number): string {
  try {
    if (hasProc) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** Waits until the condition holds; false when time is up. */
export async function eventually(holds: () => boolean, timeoutMs: number, everyMs = 10): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!holds()) {
    if (performance.now() > deadline) return false
    await pause(everyMs)
  }
  return true
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** In a container whose first process reaps nobody, a dead orphan stays as a zombie and still has its pid. */
function isZombie(pid: number): boolean {
  return hasProc && statFields(pid)?.[0] === 'Z'
}

/** /proc/PID/stat from its third field on: the second, the name, may hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

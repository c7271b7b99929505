/**
 * PostgreSQL refuses to run as root. Started by root it runs as `nobody`, and then every folder on the
 * way to its program and its data must let that user in.
 */
import { chownSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'

/** The user PostgreSQL runs as; undefined means ourselves. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const nobody: Account = { uid: 65534, gid: 65534 }

/** Data that already belongs to a plain user is served as that user, even when root starts it. */
export function postgresAccount(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(data, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody
}

export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** May the account walk down to this folder or program and enter or run it? */
export function canReach(path: string, account: Account | undefined): boolean {
  if (!account) return true
  if (!may(path, 'read', account) || !may(path, 'enter', account)) return false
  return canWalkTo(path, account)
}

/** May the account pass through every folder above this path? */
export function canWalkTo(path: string, account: Account | undefined): boolean {
  if (!account) return true
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!may(folder, 'enter', account)) return false
    if (folder === dirname(folder)) return true
  }
}

function may(path: string, act: 'read' | 'enter', { uid, gid }: Account): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  const bit = act === 'read' ? 0o4 : 0o1
  const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0
  return ((stat.mode >> shift) & bit) !== 0
}

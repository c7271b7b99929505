/** Decisions about people: pure, so that each can be read and tested as a table. */
import { createHash } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { type Home, maxHomes, maxRoles, type StaffRole, staffRoles } from '../contract.ts'

export const linkMinutes = 20
export const sessionDays = 30
export const outboxHours = 24

/** Letters in a quarter of an hour: to one mailbox, and asked for from one network address. */
export const lettersPerEmail = 5
export const lettersPerAddress = 60
export const limitMinutes = 15

const minuteMs = 60_000
const dayMs = 86_400_000

/** Tokens are kept only as their hash: 256 random bits need no salt and no slow function. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** One spelling of an address: lower case, domain in ASCII. Undefined when the domain is impossible. */
export function toEmail(written: string): string | undefined {
  const at = written.lastIndexOf('@')
  const domain = domainToASCII(written.slice(at + 1).trim())
  const local = written.slice(0, at).trim()
  return at > 0 && local && domain ? `${local}@${domain}`.toLowerCase() : undefined
}

export type LinkVerdict = 'good' | 'people.no_such_link' | 'people.link_expired' | 'people.link_used'

export function judgeLink(
  link: { readonly expiresAt: Date; readonly usedAt: Date | null } | undefined,
  now: Date,
): LinkVerdict {
  if (!link) return 'people.no_such_link'
  if (link.usedAt) return 'people.link_used'
  return link.expiresAt <= now ? 'people.link_expired' : 'good'
}

export const linkExpiry = (now: Date): Date => new Date(now.getTime() + linkMinutes * minuteMs)
export const sessionExpiry = (now: Date): Date => new Date(now.getTime() + sessionDays * dayMs)

/** A session slides at most once a day, so reading costs no write. */
export const mustSlide = (seenAt: Date, now: Date): boolean => now.getTime() - seenAt.getTime() >= dayMs

/** The end of the quarter of an hour that `now` lies in, and a name for it. */
export function limitWindow(now: Date): { id: number; endsAt: Date } {
  const lengthMs = limitMinutes * minuteMs
  const id = Math.floor(now.getTime() / lengthMs)
  return { id, endsAt: new Date((id + 1) * lengthMs) }
}

/** What the account keeps comes first; what only the device knows is added. */
export function mergeHomes(kept: readonly Home[], device: readonly Home[]): Home[] {
  const byId = new Map<string, Home>()
  for (const home of [...kept, ...device]) if (!byId.has(home.id)) byId.set(home.id, home)
  return [...byId.values()].slice(0, maxHomes)
}

export const mergeRoles = (kept: readonly string[], device: readonly string[]): string[] =>
  [...new Set([...kept, ...device])].slice(0, maxRoles)

export const isStaffRole = (role: string): role is StaffRole => Object.hasOwn(staffRoles, role)

export const permissionsOf = (roles: readonly StaffRole[]): string[] => [
  ...new Set(roles.flatMap((role) => staffRoles[role].permissions)),
]

/** Fields of an act that say what was acted on. Everything else may be personal and is not kept. */
const subjectField =
  /^(id|[a-z][A-Za-z]*Id|role|kind|status|state|version|dataset|source|service|flow|run|app|plan|level)$/
const subjectText = /^[A-Za-z0-9][\w.:-]{0,79}$/

export function auditSubject(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).filter(
      ([field, value]) =>
        subjectField.test(field) &&
        (typeof value === 'number' ||
          typeof value === 'boolean' ||
          (typeof value === 'string' && subjectText.test(value))),
    ),
  )
}

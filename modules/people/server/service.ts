/** The acts of people, put together, and what other modules may ask. */
import { Type } from 'typebox'
import { isPrivate } from '#kernel/server/egress.ts'
import type { Caller } from '#kernel/server/http/route.ts'
import { job, jobKind, type Schedule } from '#kernel/server/jobs.ts'
import type { Kit } from '#kernel/server/module.ts'
import { type Home, refuse } from '../contract.ts'
import type { Deps, Holding } from './deps.ts'
import { createMe } from './me.ts'
import { outboxHours } from './rules.ts'
import { createSessions } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import { createStaff } from './staff.ts'
import { accountReads, type Person } from './store/accounts.ts'
import { letterReads, letterWrites } from './store/letters.ts'
import { linkWrites } from './store/links.ts'
import { sessionWrites } from './store/sessions.ts'
import type { PeopleTables } from './store/tables.ts'

export interface PeopleApi {
  find(personId: string): Promise<Person | undefined>
  homesOf(personId: string): Promise<readonly Home[]>
  /** What a talk may know of a person. */
  profile(personId: string): Promise<{ readonly homes: readonly Home[]; readonly roles: readonly string[] }>
  /** The operator gives a role, before or after the person's first sign-in. */
  grant(email: string, role: string): Promise<void>
  /** Plug in, while starting: what this module adds to the export of a person's data. Erasure is the fact `people.erased`. */
  addHolding(module: string, find: Holding): void
}

export function createPeople(kit: Kit<PeopleTables>) {
  const holdings = new Map<string, Holding>()
  const deps: Deps = { kit, sessions: createSessions(kit), holdings }
  const staff = createStaff(deps)
  const find = (personId: string) => accountReads(kit.db.read).findPerson(personId)
  const profile: PeopleApi['profile'] = async (personId) => {
    const person = await find(personId)
    return { homes: person?.homes ?? [], roles: person?.roles ?? [] }
  }
  const api: PeopleApi = {
    find,
    profile,
    homesOf: async (personId) => (await profile(personId)).homes,
    grant: staff.grantByOperator,
    addHolding(module, holding) {
      if (holdings.has(module)) throw new Error(`the holding of ${module} was added twice`)
      holdings.set(module, holding)
    },
  }
  return { api, sessions: deps.sessions, signIn: createSignIn(deps), me: createMe(deps), staff, readOutbox }

  /** Letters let anybody in who reads them, so the page is for the developer's own computer only. */
  async function readOutbox(caller: Caller) {
    const { mail, publicUrl } = kit.config
    if (mail.smtpUrl || caller.forwarded || !isPrivate(caller.address) || !isOwnNetwork(publicUrl.hostname))
      refuse('people.outbox_closed')
    return { items: await letterReads(kit.db.read).listLetters(100) }
  }
}

const isOwnNetwork = (host: string): boolean => {
  const name = host.replace(/^\[|\]$/g, '')
  return /^[\d.]+$|:/.test(name)
    ? isPrivate(name)
    : !name.includes('.') || /\.(localhost|local|internal|test)$/.test(name)
}

const sweep = jobKind('people.sweep', Type.Object({}))

/** Dead links, sessions and letters leave once an hour. */
export const sweepJob = ({ db, now }: Kit<PeopleTables>) =>
  job(sweep, async () => {
    const at = now()
    const before = new Date(at.getTime() - outboxHours * 3_600_000)
    await db.write(async (tx) => {
      await linkWrites(tx.sql).sweepLinks(before)
      await sessionWrites(tx.sql).sweepSessions(at)
      await letterWrites(tx.sql).sweepLetters(before)
    })
  })

export const sweepSchedule: Schedule = { kind: sweep, cron: '41 * * * *' }

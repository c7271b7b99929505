/** Sign-in by a link from a letter: ask, follow, be known. */
import type { InputOf, OutputOf } from '#kernel/contract/endpoint.ts'
import type { Tx } from '#kernel/server/db.ts'
import type { Caller, SessionCookie } from '#kernel/server/http/route.ts'
import { newId } from '#kernel/server/id.ts'
import {
  type confirmSignIn,
  type Home,
  refuse,
  type requestSignIn,
  signedUp,
  staffChanged,
} from '../contract.ts'
import type { Deps } from './deps.ts'
import { composeSignIn, sendAttempts, sendLetter } from './letters.ts'
import { toMe } from './me.ts'
import * as rules from './rules.ts'
import { accountWrites, type Person } from './store/accounts.ts'
import { letterWrites } from './store/letters.ts'
import { linkWrites } from './store/links.ts'
import { sessionWrites } from './store/sessions.ts'
import { staffWrites } from './store/staff.ts'
import type { PeopleTables } from './store/tables.ts'

export function createSignIn({ kit, sessions }: Deps) {
  const newToken = () => kit.random(32).toString('base64url')

  return {
    async request({ email: written, next }: InputOf<typeof requestSignIn>, caller: Caller) {
      const email = rules.toEmail(written) ?? refuse('people.bad_address')
      await takeLetter(email, caller.address)
      const token = newToken()
      const letter = composeSignIn(kit, email, token, caller.lang)
      await kit.db.write(async (tx) => {
        const now = kit.now()
        await linkWrites(tx.sql).addLink({
          tokenHash: rules.hashOf(token),
          email,
          next,
          now,
          expiresAt: rules.linkExpiry(now),
        })
        await letterWrites(tx.sql).addLetter(letter)
        if (kit.config.mail.smtpUrl)
          await tx.enqueue(sendLetter, { letterId: letter.id }, { maxAttempts: sendAttempts })
      })
      return { sent: true as const, minutes: rules.linkMinutes, kept: !kit.config.mail.smtpUrl }
    },

    async confirm(
      { token, homes = [], roles = [] }: InputOf<typeof confirmSignIn>,
      caller: Caller,
      cookie: SessionCookie,
    ): Promise<OutputOf<typeof confirmSignIn>> {
      const now = kit.now()
      const session = newToken()
      const answer = await kit.db.write(async (tx) => {
        const links = linkWrites(tx.sql)
        const link = await links.lockLink(rules.hashOf(token))
        const verdict = rules.judgeLink(link, now)
        if (verdict !== 'good' || !link) refuse(verdict === 'good' ? 'people.no_such_link' : verdict)
        await links.useLinks(link.email, now)

        const { person, isNew } = await findOrAdd(tx, link.email, caller, now)
        const merged = {
          homes: rules.mergeHomes(person.homes, homes),
          roles: rules.mergeRoles(person.roles, roles),
        }
        await accountWrites(tx.sql).savePerson(person.id, merged)
        const staff = await welcomeStaff(tx, person, isNew, now)

        const open = sessionWrites(tx.sql)
        if (cookie.token) await open.removeSession(rules.hashOf(cookie.token))
        await open.addSession(rules.hashOf(session), person.id, now, rules.sessionExpiry(now))
        return {
          me: toMe({ ...person, ...merged }, staff),
          isNew,
          ...(link.next !== null && { next: link.next }),
        }
      })
      sessions.forget()
      cookie.set(session, rules.sessionDays * 86_400)
      return answer
    },

    async signOut(cookie: SessionCookie) {
      const { token } = cookie
      if (token) await kit.db.write((tx) => sessionWrites(tx.sql).removeSession(rules.hashOf(token)))
      sessions.forget()
      cookie.clear()
      return { done: true as const }
    },
  }

  /** Counted by hashes: the table of counters must not become a list of addresses. */
  async function takeLetter(email: string, address: string): Promise<void> {
    const now = kit.now()
    const { id, endsAt } = rules.limitWindow(now)
    const take = (what: string, whose: string, limit: number) =>
      kit.counters.take(
        `people.letter.${what}:${id}:${rules.hashOf(`${kit.config.secret.toString('hex')}${whose}`).toString('base64url')}`,
        limit,
        endsAt,
      )
    const refuseBoth = () =>
      refuse('people.too_many_letters', { retryAfterS: Math.ceil((endsAt.getTime() - now.getTime()) / 1000) })
    if (!(await take('address', address, rules.lettersPerAddress)).allowed) refuseBoth()
    if (!(await take('email', email, rules.lettersPerEmail)).allowed) refuseBoth()
  }

  async function findOrAdd(tx: Tx<PeopleTables>, email: string, { lang }: Caller, now: Date) {
    const store = accountWrites(tx.sql)
    const found = await store.findByEmail(email)
    if (found) return { person: found, isNew: false }
    const homes: Home[] = []
    const person: Person = { id: newId('psn', now), email, lang, homes, roles: [], createdAt: now }
    const isNew = await store.addPerson(person)
    if (isNew) await tx.record(signedUp, { personId: person.id, at: now.toISOString() })
    return { person: isNew ? person : ((await store.findByEmail(email)) as Person), isNew }
  }

  /** Gives the operator's own people their role at the first sign-in, and tells who is staff. */
  async function welcomeStaff(tx: Tx<PeopleTables>, person: Person, isNew: boolean, now: Date) {
    const store = staffWrites(tx.sql)
    const isFirst =
      kit.config.staffEmails.includes(person.email) && !(await store.everHad(person.email, 'administrator'))
    if (isFirst)
      await store.addGrant({
        id: newId('stf', now),
        email: person.email,
        role: 'administrator',
        by: undefined,
        now,
      })
    const roles = await store.rolesOf(person.email)
    if (isFirst || (isNew && roles.length > 0))
      await tx.record(staffChanged, { personId: person.id, roles, at: now.toISOString() })
    return roles
  }
}

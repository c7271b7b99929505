/** What a person keeps with the account: read, change, take away, erase. */
import type { InputOf } from '#kernel/contract/endpoint.ts'
import { refuse as refuseAccess } from '#kernel/contract/refusal.ts'
import type { Caller, SessionCookie } from '#kernel/server/http/route.ts'
import {
  erased,
  type Me,
  refuse,
  type StaffRole,
  type saveHomes,
  type saveLang,
  type saveRoles,
} from '../contract.ts'
import type { Deps } from './deps.ts'
import { permissionsOf, sessionDays } from './rules.ts'
import { accountReads, accountWrites, type Person } from './store/accounts.ts'
import { auditReads } from './store/audit.ts'
import { sessionReads, sessionWrites } from './store/sessions.ts'
import { staffReads, staffWrites } from './store/staff.ts'

export const toMe = (person: Person, roles: readonly StaffRole[]): Me => ({
  known: true,
  id: person.id,
  email: person.email,
  lang: person.lang,
  homes: person.homes,
  roles: person.roles,
  staffRoles: [...roles],
  permissions: permissionsOf(roles),
})

export function createMe({ kit, sessions, holdings }: Deps) {
  const { db, now } = kit
  const idOf = (caller: Caller): string => caller.id ?? refuseAccess('access.sign_in')

  async function requireMe(id: string): Promise<Me> {
    const person = (await accountReads(db.read).findPerson(id)) ?? refuseAccess('access.sign_in')
    return toMe(person, await staffReads(db.read).rolesOf(person.email))
  }
  async function save(caller: Caller, change: Parameters<ReturnType<typeof accountWrites>['savePerson']>[1]) {
    const id = idOf(caller)
    await db.write((tx) => accountWrites(tx.sql).savePerson(id, change))
    return requireMe(id)
  }

  return {
    async show(caller: Caller, cookie: SessionCookie): Promise<Me> {
      if (!caller.id) {
        if (cookie.token) cookie.clear()
        return { known: false, lang: caller.lang, homes: [], roles: [], staffRoles: [], permissions: [] }
      }
      // The session slides in the database; the browser must keep its cookie as long.
      if (cookie.token) cookie.set(cookie.token, sessionDays * 86_400)
      return requireMe(caller.id)
    },
    saveHomes: ({ homes }: InputOf<typeof saveHomes>, caller: Caller) => save(caller, { homes }),
    saveRoles: ({ roles }: InputOf<typeof saveRoles>, caller: Caller) =>
      save(caller, { roles: [...new Set(roles)] }),
    saveLang: ({ lang }: InputOf<typeof saveLang>, caller: Caller) => save(caller, { lang }),

    async export(caller: Caller) {
      const id = idOf(caller)
      const held: Record<string, unknown> = { people: await ownHolding(id) }
      for (const [name, find] of holdings) held[name] = await find(id)
      return { at: now().toISOString(), held }
    },

    async erase(caller: Caller, cookie: SessionCookie) {
      const id = idOf(caller)
      await db.write(async (tx) => {
        const person = (await accountReads(tx.sql).findPerson(id)) ?? refuseAccess('access.sign_in')
        const staff = staffWrites(tx.sql)
        const administrators = await staff.lockAdministrators()
        if (administrators.length === 1 && administrators[0] === person.email)
          refuse('people.last_administrator')
        await staff.forgetGrants(person.email)
        await accountWrites(tx.sql).removePerson(person)
        await tx.record(erased, { personId: id, at: now().toISOString() })
      })
      sessions.forget()
      cookie.clear()
      return { done: true as const }
    },

    async endSessions(caller: Caller, cookie: SessionCookie) {
      await db.write((tx) => sessionWrites(tx.sql).removeSessionsOf(idOf(caller)))
      sessions.forget()
      cookie.clear()
      return { done: true as const }
    },
  }

  async function ownHolding(id: string) {
    const staff = staffReads(db.read)
    const person = (await accountReads(db.read).findPerson(id)) ?? refuseAccess('access.sign_in')
    const { createdAt, ...account } = person
    return {
      account: { ...account, createdAt: createdAt.toISOString() },
      sessions: await sessionReads(db.read).listSessions(id),
      staff: await staff.historyOf(person.email),
      acts: (await auditReads(db.read).listActs({ person: id, limit: 10_000 })).map(
        ({ seq, email, ...act }) => act,
      ),
    }
  }
}

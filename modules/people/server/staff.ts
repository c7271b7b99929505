/** Staff: who may do what, who gave it, and what they did. */
import type { InputOf, OutputOf } from '#kernel/contract/endpoint.ts'
import type { Tx } from '#kernel/server/db.ts'
import type { Caller } from '#kernel/server/http/route.ts'
import { newId } from '#kernel/server/id.ts'
import {
  type grantStaff,
  type listAudit,
  refuse,
  type revokeStaff,
  type StaffRole,
  staffChanged,
} from '../contract.ts'
import type { Deps } from './deps.ts'
import { isStaffRole, toEmail } from './rules.ts'
import { accountReads } from './store/accounts.ts'
import { type AuditFilter, auditReads } from './store/audit.ts'
import { staffReads, staffWrites } from './store/staff.ts'
import type { PeopleTables } from './store/tables.ts'

export function createStaff({ kit, sessions }: Deps) {
  const { db, now } = kit

  async function tellChange(tx: Tx<PeopleTables>, email: string): Promise<void> {
    const person = await accountReads(tx.sql).findByEmail(email)
    if (!person) return
    const roles = await staffReads(tx.sql).rolesOf(email)
    await tx.record(staffChanged, { personId: person.id, roles, at: now().toISOString() })
  }

  async function give(written: string, role: StaffRole, by: string | undefined) {
    const email = toEmail(written) ?? refuse('people.bad_address')
    await db.write(async (tx) => {
      const isNew = await staffWrites(tx.sql).addGrant({
        id: newId('stf', now()),
        email,
        role,
        by,
        now: now(),
      })
      if (isNew) await tellChange(tx, email)
    })
    sessions.forget()
    return (await staffReads(db.read).findMember(email, role)) ?? refuse('people.no_such_grant')
  }

  return {
    list: async () => ({ items: await staffReads(db.read).listStaff() }),

    grant: ({ email, role }: InputOf<typeof grantStaff>, caller: Caller) => give(email, role, caller.id),

    /** For the operator at the command line. */
    async grantByOperator(email: string, role: string): Promise<void> {
      if (!isStaffRole(role)) refuse('people.no_such_role', { role })
      if (!email.includes('@')) refuse('people.bad_address')
      await give(email, role, undefined)
    },

    async revoke({ grantId }: InputOf<typeof revokeStaff>, caller: Caller) {
      await db.write(async (tx) => {
        const store = staffWrites(tx.sql)
        const administrators = await store.lockAdministrators()
        const grant = (await store.findGrant(grantId)) ?? refuse('people.no_such_grant')
        if (grant.role === 'administrator' && administrators.every((email) => email === grant.email))
          refuse('people.last_administrator')
        await store.revokeGrant(grantId, caller.id, now())
        await tellChange(tx, grant.email)
      })
      sessions.forget()
      return { done: true as const }
    },

    async listActs(input: InputOf<typeof listAudit>): Promise<OutputOf<typeof listAudit>> {
      const limit = input.limit ?? 50
      const rows = await auditReads(db.read).listActs({ ...toFilter(input), limit: limit + 1 })
      const items = rows.slice(0, limit).map(({ seq, ...act }) => act)
      const last = rows[limit - 1]
      return { items, ...(rows.length > limit && last && { next: String(last.seq) }) }
    },
  }
}

function toFilter({
  after,
  person,
  module,
  endpoint,
  outcome,
}: InputOf<typeof listAudit>): Omit<AuditFilter, 'limit'> {
  return {
    ...(after !== undefined && { before: Number(/^\d{1,15}$/.exec(after)?.[0] ?? 0) }),
    ...(person !== undefined && { person: person.includes('@') ? (toEmail(person) ?? person) : person }),
    ...(module !== undefined && { module }),
    ...(endpoint !== undefined && { endpoint }),
    ...(outcome !== undefined && { outcome }),
  }
}

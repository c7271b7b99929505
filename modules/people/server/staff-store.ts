/** Grants of staff and the audit of what staff did, in SQL. */
import { type Generated, type Kysely, sql } from 'kysely'
import type { StaffAct } from '#kernel/server/http/route.ts'
import type { StaffRole } from '../contract.ts'

export type StaffTables = {
  'people.staff': {
    id: string
    email: string
    role: StaffRole
    granted_by: string | null
    granted_at: Date
    revoked_by: string | null
    revoked_at: Date | null
  }
  'people.audit': {
    seq: Generated<number>
    request_id: string
    person_id: string
    permission: string
    endpoint: string
    subject: Record<string, unknown>
    outcome: StaffAct['outcome']
    at: Date
    ended_at: Date | null
  }
}

export interface Grant {
  readonly id: string
  readonly email: string
  readonly role: StaffRole
}

export interface AuditFilter {
  readonly person?: string
  readonly module?: string
  readonly endpoint?: string
  readonly outcome?: StaffAct['outcome']
  readonly before?: number
  readonly limit: number
}

/** Grants are read beside accounts, so these stores see the table of persons too. */
type Sql = Kysely<StaffTables & { 'people.person': { id: string; email: string } }>

export function staffReads(db: Sql) {
  const grants = db
    .selectFrom('people.staff as g')
    .leftJoin('people.person as p', 'p.email', 'g.email')
    .leftJoin('people.person as by', 'by.id', 'g.granted_by')
    .select(['g.id', 'g.email', 'g.role', 'g.granted_at', 'p.id as person_id', 'by.email as granted_by'])
    .where('g.revoked_at', 'is', null)
  const toMember = (row: Awaited<ReturnType<typeof grants.execute>>[number]) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    ...(row.person_id !== null && { personId: row.person_id }),
    grantedAt: row.granted_at.toISOString(),
    ...(row.granted_by !== null && { grantedBy: row.granted_by }),
  })
  return {
    async listStaff() {
      return (await grants.orderBy('g.email').orderBy('g.role').execute()).map(toMember)
    },
    async findMember(email: string, role: StaffRole) {
      const row = await grants.where('g.email', '=', email).where('g.role', '=', role).executeTakeFirst()
      return row && toMember(row)
    },
    async rolesOf(email: string): Promise<StaffRole[]> {
      const rows = await db
        .selectFrom('people.staff')
        .select('role')
        .where('email', '=', email)
        .where('revoked_at', 'is', null)
        .orderBy('role')
        .execute()
      return rows.map(({ role }) => role)
    },
    async historyOf(email: string) {
      const rows = await db
        .selectFrom('people.staff')
        .select(['role', 'granted_at', 'revoked_at'])
        .where('email', '=', email)
        .orderBy('granted_at')
        .execute()
      return rows.map((row) => ({
        role: row.role,
        grantedAt: row.granted_at.toISOString(),
        ...(row.revoked_at && { revokedAt: row.revoked_at.toISOString() }),
      }))
    },
    async listActs(filter: AuditFilter) {
      const rows = await db
        .selectFrom('people.audit as a')
        .leftJoin('people.person as p', 'p.id', 'a.person_id')
        .selectAll('a')
        .select('p.email')
        .$if(filter.before !== undefined, (q) => q.where('a.seq', '<', filter.before as number))
        .$if(filter.person !== undefined, (q) =>
          q.where((e) =>
            e.or([
              e('a.person_id', '=', filter.person as string),
              e('p.email', '=', filter.person as string),
            ]),
          ),
        )
        .$if(filter.module !== undefined, (q) =>
          q.where(sql`split_part(a.permission, '.', 1)`, '=', filter.module as string),
        )
        .$if(filter.endpoint !== undefined, (q) => q.where('a.endpoint', '=', filter.endpoint as string))
        .$if(filter.outcome !== undefined, (q) =>
          q.where('a.outcome', '=', filter.outcome as StaffAct['outcome']),
        )
        .orderBy('a.seq', 'desc')
        .limit(filter.limit)
        .execute()
      return rows.map((row) => ({
        seq: row.seq,
        requestId: row.request_id,
        at: row.at.toISOString(),
        personId: row.person_id,
        ...(row.email !== null && { email: row.email }),
        permission: row.permission,
        endpoint: row.endpoint,
        subject: row.subject,
        outcome: row.outcome,
      }))
    },
  }
}

export function staffWrites(db: Sql) {
  return {
    ...staffReads(db),
    /** False when the person already has the role. */
    async addGrant(grant: Grant & { by: string | undefined; now: Date }): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('people.staff')
        .values({
          id: grant.id,
          email: grant.email,
          role: grant.role,
          granted_by: grant.by ?? null,
          granted_at: grant.now,
          revoked_by: null,
          revoked_at: null,
        })
        .onConflict((conflict) =>
          conflict.columns(['email', 'role']).where('revoked_at', 'is', null).doNothing(),
        )
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
    /** A role that was taken back counts too: the settings of the operator must not give it again. */
    async everHad(email: string, role: StaffRole): Promise<boolean> {
      const row = await db
        .selectFrom('people.staff')
        .select('id')
        .where('email', '=', email)
        .where('role', '=', role)
        .executeTakeFirst()
      return row !== undefined
    },
    async findGrant(id: string): Promise<Grant | undefined> {
      return db
        .selectFrom('people.staff')
        .select(['id', 'email', 'role'])
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
    },
    /** Locked, so that two administrators cannot take the role from each other at the same moment. */
    async lockAdministrators(): Promise<string[]> {
      const rows = await db
        .selectFrom('people.staff')
        .select('email')
        .where('role', '=', 'administrator')
        .where('revoked_at', 'is', null)
        .orderBy('id')
        .forUpdate()
        .execute()
      return rows.map(({ email }) => email)
    },
    async revokeGrant(id: string, by: string | undefined, now: Date): Promise<void> {
      await db
        .updateTable('people.staff')
        .set({ revoked_by: by ?? null, revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute()
    },
    async forgetGrants(email: string): Promise<void> {
      await db.deleteFrom('people.staff').where('email', '=', email).execute()
    },
    async beginAct(act: StaffAct, subject: Record<string, unknown>, now: Date): Promise<void> {
      await db
        .insertInto('people.audit')
        .values({
          request_id: act.requestId,
          person_id: act.residentId,
          permission: act.permission,
          endpoint: act.endpoint,
          subject: sql`${JSON.stringify(subject)}::jsonb`,
          outcome: act.outcome,
          at: now,
          ended_at: null,
        })
        .execute()
    },
    async endAct(act: StaffAct, now: Date): Promise<void> {
      await db
        .updateTable('people.audit')
        .set({ outcome: act.outcome, ended_at: now })
        .where('request_id', '=', act.requestId)
        .execute()
    },
  }
}

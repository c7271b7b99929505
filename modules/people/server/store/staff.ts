/** Grants of staff, read beside accounts. */
import type { StaffRole } from '../../contract.ts'
import type { Sql } from './tables.ts'

export interface Grant {
  readonly id: string
  readonly email: string
  readonly role: StaffRole
}

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
  }
}

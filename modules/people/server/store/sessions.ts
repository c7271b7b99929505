/** Sessions, by the hash of their token. */
import { sql } from 'kysely'
import type { StaffRole } from '../../contract.ts'
import type { Sql } from './tables.ts'

export interface Session {
  readonly personId: string
  readonly seenAt: Date
  readonly staffRoles: StaffRole[]
}

export function sessionReads(db: Sql) {
  return {
    async findSession(tokenHash: Buffer, now: Date): Promise<Session | undefined> {
      const row = await db
        .selectFrom('people.session as s')
        .innerJoin('people.person as p', 'p.id', 's.person_id')
        .select(['s.person_id', 's.seen_at'])
        .select(
          sql<StaffRole[]>`array(select g.role from people.staff g
            where g.email = p.email and g.revoked_at is null order by g.role)`.as('roles'),
        )
        .where('s.token_hash', '=', tokenHash)
        .where('s.expires_at', '>', now)
        .executeTakeFirst()
      return row && { personId: row.person_id, seenAt: row.seen_at, staffRoles: row.roles }
    },
    async listSessions(personId: string) {
      const rows = await db
        .selectFrom('people.session')
        .select(['created_at', 'seen_at', 'expires_at'])
        .where('person_id', '=', personId)
        .orderBy('created_at')
        .execute()
      return rows.map((row) => ({
        createdAt: row.created_at.toISOString(),
        seenAt: row.seen_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
      }))
    },
  }
}

export function sessionWrites(db: Sql) {
  return {
    async addSession(tokenHash: Buffer, personId: string, now: Date, expiresAt: Date): Promise<void> {
      await db
        .insertInto('people.session')
        .values({
          token_hash: tokenHash,
          person_id: personId,
          created_at: now,
          seen_at: now,
          expires_at: expiresAt,
        })
        .execute()
    },
    async slideSession(tokenHash: Buffer, now: Date, expiresAt: Date): Promise<void> {
      await db
        .updateTable('people.session')
        .set({ seen_at: now, expires_at: expiresAt })
        .where('token_hash', '=', tokenHash)
        .execute()
    },
    async removeSession(tokenHash: Buffer): Promise<void> {
      await db.deleteFrom('people.session').where('token_hash', '=', tokenHash).execute()
    },
    async removeSessionsOf(personId: string): Promise<void> {
      await db.deleteFrom('people.session').where('person_id', '=', personId).execute()
    },
    async sweepSessions(now: Date): Promise<void> {
      await db.deleteFrom('people.session').where('expires_at', '<', now).execute()
    },
  }
}

/** Links of letters, by the hash of their token. */
import type { Sql } from './tables.ts'

export function linkWrites(db: Sql) {
  return {
    async addLink(link: {
      tokenHash: Buffer
      email: string
      next: string | undefined
      now: Date
      expiresAt: Date
    }) {
      await db
        .insertInto('people.link')
        .values({
          token_hash: link.tokenHash,
          email: link.email,
          next: link.next ?? null,
          created_at: link.now,
          expires_at: link.expiresAt,
          used_at: null,
        })
        .execute()
    },
    /** Locked: of two pages that open one letter, one signs in. */
    async lockLink(tokenHash: Buffer) {
      const row = await db
        .selectFrom('people.link')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .forUpdate()
        .executeTakeFirst()
      return row && { email: row.email, next: row.next, expiresAt: row.expires_at, usedAt: row.used_at }
    },
    async useLinks(email: string, now: Date): Promise<void> {
      await db
        .updateTable('people.link')
        .set({ used_at: now })
        .where('email', '=', email)
        .where('used_at', 'is', null)
        .execute()
    },
    async sweepLinks(before: Date): Promise<void> {
      await db.deleteFrom('people.link').where('expires_at', '<', before).execute()
    },
  }
}

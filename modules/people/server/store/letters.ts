/** Letters that wait for the mail server, or for a reader of the outbox page. */
import type { Sql } from './tables.ts'

export function letterReads(db: Sql) {
  return {
    async findLetter(id: string) {
      return db.selectFrom('people.mail').selectAll().where('id', '=', id).executeTakeFirst()
    },
    async listLetters(limit: number) {
      const rows = await db
        .selectFrom('people.mail')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        to: row.recipient,
        subject: row.subject,
        text: row.text,
        at: row.created_at.toISOString(),
      }))
    },
  }
}

export function letterWrites(db: Sql) {
  return {
    async addLetter(letter: {
      id: string
      to: string
      subject: string
      text: string
      html: string
      now: Date
    }) {
      const { id, to, subject, text, html, now } = letter
      await db
        .insertInto('people.mail')
        .values({ id, recipient: to, subject, text, html, created_at: now })
        .execute()
    },
    async removeLetter(id: string): Promise<void> {
      await db.deleteFrom('people.mail').where('id', '=', id).execute()
    },
    async sweepLetters(before: Date): Promise<void> {
      await db.deleteFrom('people.mail').where('created_at', '<', before).execute()
    },
  }
}

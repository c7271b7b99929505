/** Accounts, links and sessions in SQL. Staff and audit: `staff-store.ts`. */
import type { Kysely, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Lang } from '#kernel/contract/text.ts'
import type { Home, StaffRole } from '../contract.ts'
import type { StaffTables } from './staff-store.ts'

export type PeopleTables = StaffTables & {
  'people.person': {
    id: string
    email: string
    lang: Lang
    homes: Home[]
    roles: string[]
    created_at: Date
  }
  'people.link': {
    token_hash: Buffer
    email: string
    next: string | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'people.session': {
    token_hash: Buffer
    person_id: string
    created_at: Date
    seen_at: Date
    expires_at: Date
  }
  'people.mail': {
    id: string
    recipient: string
    subject: string
    text: string
    html: string
    created_at: Date
  }
}

export interface Person {
  readonly id: string
  readonly email: string
  readonly lang: Lang
  readonly homes: Home[]
  readonly roles: string[]
  readonly createdAt: Date
}

export interface Session {
  readonly personId: string
  readonly seenAt: Date
  readonly staffRoles: StaffRole[]
}

type Sql = Kysely<PeopleTables>

const toPerson = (row: Selectable<PeopleTables['people.person']>): Person => ({
  id: row.id,
  email: row.email,
  lang: row.lang,
  homes: row.homes,
  roles: row.roles,
  createdAt: row.created_at,
})

export function peopleReads(db: Sql) {
  const persons = db.selectFrom('people.person').selectAll()
  return {
    async findPerson(id: string): Promise<Person | undefined> {
      const row = await persons.where('id', '=', id).executeTakeFirst()
      return row && toPerson(row)
    },
    async findByEmail(email: string): Promise<Person | undefined> {
      const row = await persons.where('email', '=', email).executeTakeFirst()
      return row && toPerson(row)
    },
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

export function peopleWrites(db: Sql) {
  return {
    ...peopleReads(db),
    ...linkWrites(db),
    ...sessionWrites(db),
    ...mailWrites(db),
    /** False when somebody has just made the same account. */
    async addPerson(person: Person): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('people.person')
        .values({
          id: person.id,
          email: person.email,
          lang: person.lang,
          homes: asJson(person.homes),
          roles: person.roles,
          created_at: person.createdAt,
        })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
    async savePerson(id: string, change: { homes?: Home[]; roles?: string[]; lang?: Lang }): Promise<void> {
      await db
        .updateTable('people.person')
        .set({
          ...(change.homes && { homes: asJson(change.homes) }),
          ...(change.roles && { roles: change.roles }),
          ...(change.lang && { lang: change.lang }),
        })
        .where('id', '=', id)
        .execute()
    },
    async removePerson({ id, email }: Person): Promise<void> {
      await db.deleteFrom('people.link').where('email', '=', email).execute()
      await db.deleteFrom('people.mail').where('recipient', '=', email).execute()
      await db.deleteFrom('people.person').where('id', '=', id).execute()
    },
  }
}

function linkWrites(db: Sql) {
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

function sessionWrites(db: Sql) {
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

function mailWrites(db: Sql) {
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

const asJson = (homes: Home[]) => sql<Home[]>`${JSON.stringify(homes)}::jsonb`

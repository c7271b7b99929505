/** Accounts and what people keep with them. */
import { type Selectable, sql } from 'kysely'
import type { Lang } from '#kernel/contract/text.ts'
import type { Home } from '../../contract.ts'
import type { PeopleTables, Sql } from './tables.ts'

export interface Person {
  readonly id: string
  readonly email: string
  readonly lang: Lang
  readonly homes: Home[]
  readonly roles: string[]
  readonly createdAt: Date
}

const toPerson = (row: Selectable<PeopleTables['people.person']>): Person => ({
  id: row.id,
  email: row.email,
  lang: row.lang,
  homes: row.homes,
  roles: row.roles,
  createdAt: row.created_at,
})

export function accountReads(db: Sql) {
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
  }
}

export function accountWrites(db: Sql) {
  return {
    ...accountReads(db),
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

const asJson = (homes: Home[]) => sql<Home[]>`${JSON.stringify(homes)}::jsonb`

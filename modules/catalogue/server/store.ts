import { type Kysely, sql } from 'kysely'
import type { Text } from '#kernel/contract/text.ts'
import type { Audience, Degree, RoleNeed, Why } from '../contract.ts'
import type { Match } from './search-rules.ts'

export type CatalogueTables = {
  'catalogue.role': RoleTable
  'catalogue.need': NeedTable
  'catalogue.service': ServiceTable
  'catalogue.coverage': CoverageTable
}
export interface RoleTable {
  id: string
  place: number
  title: Text
  icon: string
  note: Text
  audience: Audience
  channels: string[] | null
}
export interface NeedTable {
  id: string
  place: number
  title: Text
  roles: RoleNeed[]
}
export interface ServiceTable {
  id: string
  place: number
  flow: string
  title: Text
  summary: Text
  owner: Text
  cost: Text
  icon: string
  roles: string[]
  needs: string[]
  channels: string[]
  districts: string[]
}
export interface CoverageTable {
  service: string
  need: string
  degree: Degree
  part: number
  why: Text
  assured_on: string
}
export interface Phrase {
  readonly service: string
  readonly source: Why['by']
  readonly words: string
  /** The words as they are compared: folded. */
  readonly folded: string
}

type Reader = Kysely<CatalogueTables>

export interface Rows {
  readonly roles: readonly RoleTable[]
  readonly needs: readonly NeedTable[]
  readonly services: readonly ServiceTable[]
  readonly coverage: readonly CoverageTable[]
}

export async function readRows(db: Reader): Promise<Rows> {
  const [roles, needs, services, coverage] = await Promise.all([
    db.selectFrom('catalogue.role').selectAll().orderBy('place').execute(),
    db.selectFrom('catalogue.need').selectAll().orderBy('place').execute(),
    db.selectFrom('catalogue.service').selectAll().orderBy('place').execute(),
    db.selectFrom('catalogue.coverage').selectAll().orderBy('service').orderBy('need').execute(),
  ])
  return { roles, needs, services, coverage }
}

/** Puts the catalogue of a pack in the place of the one before. */
export async function replaceCatalogue(tx: Reader, rows: Rows, phrases: readonly Phrase[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalogue.load'))`.execute(tx)
  for (const table of ['phrase', 'term', 'coverage', 'service', 'need', 'role'])
    await sql`delete from ${sql.table(`catalogue.${table}`)}`.execute(tx)
  const json = (list: readonly unknown[]) => JSON.stringify(list)
  await sql`insert into catalogue.role select * from jsonb_populate_recordset(null::catalogue.role, ${json(rows.roles)}::jsonb)`.execute(
    tx,
  )
  await sql`insert into catalogue.need select * from jsonb_populate_recordset(null::catalogue.need, ${json(rows.needs)}::jsonb)`.execute(
    tx,
  )
  await sql`insert into catalogue.service select * from jsonb_populate_recordset(null::catalogue.service, ${json(rows.services)}::jsonb)`.execute(
    tx,
  )
  await sql`insert into catalogue.coverage select * from jsonb_populate_recordset(null::catalogue.coverage, ${json(rows.coverage)}::jsonb)`.execute(
    tx,
  )
  await sql`
    insert into catalogue.phrase (service, source, words, vector)
    select service, source, words, to_tsvector('russian', folded)
    from jsonb_to_recordset(${json(phrases)}::jsonb) as r (service text, source text, words text, folded text)`.execute(
    tx,
  )
  await sql`
    insert into catalogue.term (word)
    select distinct word from jsonb_to_recordset(${json(phrases)}::jsonb) as r (folded text),
      regexp_split_to_table(folded, '[^[:alnum:]]+') as word
    where length(word) >= 4`.execute(tx)
}

/** A word of common speech would find half of a large catalogue; candidates are cut before they are weighed. */
const mostMatchesOfWord = 3000

export interface FoundWords {
  readonly matches: readonly Match[]
  /** Indexes of words that are not stop words. */
  readonly meaningful: readonly number[]
}

/** Finds each word by its stem; the last one, still being typed, also by its beginning. */
export async function findWords(db: Reader, words: readonly string[]): Promise<FoundWords> {
  const { rows } = await sql<{ word: number; service: string | null; source: Why['by']; words: string }>`
    with asked as (
      select place::int - 1 as word, case
        when place = ${words.length} and length(term) > 2 and numnode(to_tsquery('russian', term)) > 0
          then to_tsquery('russian', term) || to_tsquery('russian', term || ':*')
        else to_tsquery('russian', term) end as query
      from unnest(${words}::text[]) with ordinality as t (term, place)
    )
    select asked.word, hit.service, hit.source, hit.words
    from asked left join lateral (
      select service, source, words from catalogue.phrase where vector @@ asked.query limit ${mostMatchesOfWord}
    ) hit on true
    where numnode(asked.query) > 0`.execute(db)
  return {
    meaningful: [...new Set(rows.map(({ word }) => word))],
    matches: rows.flatMap(({ word, service, source, words: phrase }): Match[] =>
      service === null ? [] : [{ word, service, by: source, phrase }],
    ),
  }
}

/** Words of the catalogue that look like this one. */
export async function similarTerms(db: Reader, word: string): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from catalogue.term where word % ${word} order by similarity(word, ${word}) desc, word limit 12`.execute(
    db,
  )
  return rows.map((row) => row.word)
}

/** A `Query` as SQL. Only the asked fields leave the table: the mask is the projection. */
import { type RawBuilder, sql } from 'kysely'
import type { OriginName } from '../../contract.ts'
import type { Condition, Query, Value } from '../query/query.ts'
import type { BusDb } from './runs.ts'

/** Rows of a dataset, or the quarantine of its source. */
export type Relation =
  | { readonly of: 'rows'; readonly dataset: string }
  | { readonly of: 'rejects'; readonly source: string; readonly dataset: string }

export interface FoundRow {
  readonly key: string
  readonly body: Readonly<Record<string, unknown>>
  readonly lat: number | null
  readonly lon: number | null
  readonly distance: number | null
  readonly sort: string | number | null
}

export interface FoundPage {
  readonly version: number
  readonly origin: OriginName | null
  readonly asOf: Date | null
  readonly rows: readonly FoundRow[]
  readonly count: number | null
}

type Sql = RawBuilder<unknown>

/** One statement, one snapshot: rows, their version and their count belong together. One row more than asked. */
export async function findPage(db: BusDb, relation: Relation, query: Query): Promise<FoundPage | undefined> {
  const place = query.near
    ? sql`bus.metres(${query.near.lat}, ${query.near.lon}, r.lat, r.lon)`
    : sql`null::float8`
  const fits = fitOf(query)
  const order = orderOf(query, place, fits.rank)
  const where = sql.join(
    [...fits.conditions, ...(query.radiusM !== undefined ? [sql`${place} <= ${query.radiusM}`] : [])],
    sql` and `,
  )
  const after = query.after ? sql` and ${keyset(query, order)}` : sql``
  const { rows } = await sql<FoundPage>`
    with r as not materialized (select * from ${relationOf(relation)} r where ${where})
    select d.version, d.origin, d.as_of as "asOf", ${countOf(query)} as count,
      (select coalesce(jsonb_agg(page), '[]') from (
        select r.key, ${projection(query.select)} as body, r.lat, r.lon, ${place} as distance, ${order.value} as sort
        from r where true${after} order by ${order.by} limit ${query.limit + 1}
      ) page) as rows
    from bus.dataset d where d.id = ${relation.dataset}`.execute(db)
  return rows[0]
}

function relationOf(relation: Relation): Sql {
  return relation.of === 'rows'
    ? sql`(select * from bus.row where dataset = ${relation.dataset})`
    : sql`(select id as key, null::float8 as lat, null::float8 as lon, null::point as place, message as words, null::tsvector as found_by,
        jsonb_build_object('id', id, 'code', code, 'field', field, 'message', message, 'raw', raw::text, 'run', run_id,
          'first_seen', first_seen_at, 'last_seen', last_seen_at) as body
        from bus.reject where source = ${relation.source})`
}

/** At most fifty pairs go into one call of the builder. */
function projection(fields: readonly string[]): Sql {
  const parts: Sql[] = []
  for (let from = 0; from < fields.length; from += 40) {
    const pairs = fields
      .slice(from, from + 40)
      .map((field) => sql`${sql.lit(field)}, r.body -> ${sql.lit(field)}`)
    parts.push(sql`jsonb_build_object(${sql.join(pairs)})`)
  }
  return parts.length > 0 ? sql.join(parts, sql` || `) : sql`'{}'::jsonb`
}

function fitOf(query: Query): { conditions: Sql[]; rank: Sql } {
  const conditions: Sql[] = [sql`true`, ...query.where.map(conditionOf)]
  const box = boxOf(query)
  if (box) conditions.push(sql`r.place <@ ${box}`)
  if (query.text === undefined) return { conditions, rank: sql`0::float8` }
  const words = wordsOf(query.text)
  if (query.reading === 'words') {
    const asked = sql`to_tsquery('russian', ${words.map((word) => (/^\d+$/.test(word) ? word : `${word}:*`)).join(' & ')})`
    conditions.push(sql`r.found_by @@ ${asked}`)
    return { conditions, rank: sql`ts_rank(r.found_by, ${asked})::float8` }
  }
  const likeness = (word: string) => sql`word_similarity(${word}, r.words || ' ' || r.title_words)::float8`
  conditions.push(...words.map((word) => sql`${likeness(word)} >= ${leastLikeness(word)}`))
  return { conditions, rank: sql`(${sql.join(words.map(likeness), sql` + `)})` }
}

/** One wrong letter costs a short word more of its likeness than a long one; numbers are not forgiven. */
const leastLikeness = (word: string) => (/^\d+$/.test(word) ? 1 : word.length <= 6 ? 0.3 : 0.4)

const wordsOf = (text: string): string[] => {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length > 0 ? words.slice(0, 12) : ['-']
}

function conditionOf({ field, is, values, list }: Condition): Sql {
  const text = sql`r.body ->> ${sql.lit(field)}`
  switch (is) {
    case 'eq':
      return sql`(${sql.join(
        values.map((value) => sql`r.body @> ${JSON.stringify({ [field]: value })}::jsonb`),
        sql` or `,
      )})`
    case 'has': {
      const mark = list ?? '|'
      const within = values.map(
        (value) => sql`strpos(${mark}::text || (${text}) || ${mark}::text, ${`${mark}${value}${mark}`}) > 0`,
      )
      return sql`(${sql.join(within, sql` or `)})`
    }
    default:
      return compare(text, is, values[0] as Value)
  }
}

const signs = { gte: sql`>=`, gt: sql`>`, lte: sql`<=`, lt: sql`<` } as const

function compare(text: Sql, is: keyof typeof signs, value: Value): Sql {
  return typeof value === 'number'
    ? sql`(${text})::float8 ${signs[is]} ${value}::float8`
    : sql`(${text}) collate "C" ${signs[is]} ${String(value)}::text`
}

/** A box around the circle first: the index knows boxes. A degree of latitude is at least 110.5 km. */
function boxOf({ near, radiusM, bbox }: Query): Sql | undefined {
  const boxes: Sql[] = []
  if (bbox) boxes.push(sqlBox(...bbox))
  if (near && radiusM !== undefined) {
    const dLat = radiusM / 110_500
    const dLon = dLat / Math.max(0.01, Math.cos(((Math.abs(near.lat) + dLat) * Math.PI) / 180))
    boxes.push(sqlBox(near.lon - dLon, near.lat - dLat, near.lon + dLon, near.lat + dLat))
  }
  if (boxes.length === 2) return sql`(${boxes[0]} # ${boxes[1]})`
  return boxes[0]
}

const sqlBox = (west: number, south: number, east: number, north: number): Sql =>
  sql`box(point(${west}, ${south}), point(${east}, ${north}))`

interface Order {
  readonly value: Sql
  readonly by: Sql
}

function orderOf({ sort }: Query, distance: Sql, rank: Sql): Order {
  switch (sort.by) {
    case 'key':
      return { value: sql`null::text`, by: sql`r.key` }
    case 'distance':
      return { value: distance, by: sql`${distance} asc nulls last, r.key` }
    case 'rank':
      return { value: rank, by: sql`${rank} desc nulls last, r.key` }
    case 'field': {
      const text = sql`r.body ->> ${sql.lit(sort.field)}`
      const value = sort.numeric ? sql`(${text})::float8` : sql`(${text}) collate "und-x-icu"`
      return { value, by: sql`${value} ${sort.descending ? sql`desc` : sql`asc`} nulls last, r.key` }
    }
  }
}

/** Rows after a position; equal values go by key, rows without a value come last. */
function keyset({ sort, after }: Query, { value }: Order): Sql {
  const key = sql`r.key > ${after?.key ?? ''}`
  if (sort.by === 'key') return key
  if (after?.value === null || after?.value === undefined) return sql`(${value} is null and ${key})`
  const numeric = sort.by !== 'field' || sort.numeric
  const last = numeric ? sql`${after.value}::float8` : sql`${String(after.value)}::text`
  const descending = sort.by === 'rank' || (sort.by === 'field' && sort.descending)
  return sql`(${value} ${descending ? sql`<` : sql`>`} ${last} or ${value} is null or (${value} = ${last} and ${key}))`
}

/** An estimate looks no further than ten thousand rows. */
function countOf({ count }: Query): Sql {
  if (count === 'none') return sql`null::bigint`
  return count === 'exact'
    ? sql`(select count(*) from r)`
    : sql`(select count(*) from (select from r limit 10001) few)`
}

/** The native dialect: query parameters into a `Query`. Anything not understood is named, never passed over. */
import type { Point } from '#kernel/contract/geo.ts'
import type { Column } from '../../contract.ts'
import { markOf, readCursor } from './cursor.ts'
import type { Box, Comparison, Condition, Query, QueryProblem, Sort, Value } from './query.ts'

export interface Askable {
  readonly id: string
  readonly hasGeo: boolean
  /** Columns the caller may see: the others do not exist for them. */
  readonly columns: readonly Column[]
}

export const defaultLimit = 50
const widestRadiusM = 500_000

class Bad extends Error {
  readonly problem: QueryProblem
  constructor(problem: QueryProblem) {
    super(problem.parameter)
    this.problem = problem
  }
}

const bad = (parameter: string, expected: string): never => {
  throw new Bad({ kind: 'bad', parameter, expected })
}

/** All parameters this dataset understands. */
export function parametersOf({ hasGeo, columns }: Askable): string[] {
  const searchable = columns.some(({ role }) => role === 'title' || role === 'search')
  return [
    ...columns.flatMap(({ filters }) => filters),
    ...(hasGeo ? ['near', 'radiusM', 'bbox'] : []),
    ...(searchable ? ['text'] : []),
    ...['sort', 'select', 'limit', 'after', 'count'],
  ]
}

export function parseQuery(
  parameters: URLSearchParams,
  dataset: Askable,
  limitMax: number,
): Query | QueryProblem {
  const known = parametersOf(dataset)
  const stranger = [...parameters.keys()].find((name) => !known.includes(name))
  if (stranger !== undefined) return { kind: 'unknown', parameter: stranger, known }
  try {
    return toQuery(parameters, dataset, limitMax)
  } catch (error) {
    if (error instanceof Bad) return error.problem
    throw error
  }
}

function toQuery(parameters: URLSearchParams, dataset: Askable, limitMax: number): Query {
  const one = (name: string): string | undefined => {
    const values = parameters.getAll(name)
    if (values.length > 1) bad(name, 'одно значение')
    return values[0]
  }
  const near = toPoint('near', one('near'))
  const radiusM = toNumber('radiusM', one('radiusM'), 1, widestRadiusM)
  if (radiusM !== undefined && !near) bad('radiusM', 'вместе с near=широта,долгота')
  const bbox = toBox(one('bbox'))
  const text = one('text')?.trim()
  if (text !== undefined && (text === '' || text.length > 200)) bad('text', 'от 1 до 200 знаков')
  const query = {
    where: dataset.columns.flatMap((column) => conditionsOf(column, parameters)),
    ...(near && { near }),
    ...(radiusM !== undefined && { radiusM }),
    ...(bbox && { bbox }),
    ...(text !== undefined && { text }),
    sort: toSort(one('sort'), dataset, near !== undefined, text !== undefined),
    select: toSelection(one('select'), dataset),
    limit: toInteger('limit', one('limit'), 1, limitMax) ?? Math.min(defaultLimit, limitMax),
    count: toCount(one('count')),
  }
  const after = one('after')
  if (after === undefined) return { ...query, reading: 'words' }
  const cursor = readCursor(after, markOf(dataset.id, query))
  if (!cursor || !suits(query.sort, cursor.value))
    return bad('after', 'значение next из прошлой страницы того же запроса')
  const { reading, value, key } = cursor
  return { ...query, reading, after: { value, key } }
}

/** The value of a cursor is of the kind its order sorts by. */
function suits(sort: Sort, value: string | number | null): boolean {
  if (value === null) return true
  if (sort.by === 'key') return false
  return typeof value === (sort.by === 'field' && !sort.numeric ? 'string' : 'number')
}

const suffixes: Readonly<Record<string, Comparison>> = { gte: 'gte', gt: 'gt', lte: 'lte', lt: 'lt' }

function conditionsOf(column: Column, parameters: URLSearchParams): Condition[] {
  return column.filters.flatMap((name): Condition[] => {
    const asked = parameters.getAll(name)
    if (asked.length === 0) return []
    const values = asked.map((text) => toValue(name, text, column))
    const suffix = suffixes[name.slice(column.name.length + 1)]
    if (suffix && values.length > 1) bad(name, 'одно значение')
    if (suffix) return [{ field: column.name, is: suffix, values }]
    return [toCondition(column, values)]
  })
}

export function toCondition(column: Column, values: readonly Value[]): Condition {
  return column.list
    ? { field: column.name, is: 'has', values, list: column.list }
    : { field: column.name, is: 'eq', values }
}

function toValue(name: string, text: string, { type, values, format, list }: Column): Value {
  if (type === 'boolean')
    return text === 'true' ? true : text === 'false' ? false : bad(name, 'true или false')
  if (type === 'number') return toNumber(name, text, -Number.MAX_VALUE, Number.MAX_VALUE) as number
  if (type === 'integer')
    return toInteger(name, text, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) as number
  if (values && !list && !values.some(({ value }) => value === text))
    bad(name, values.map(({ value }) => value).join(', '))
  if (format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) bad(name, 'дата вида 2026-03-09')
  return text
}

function toSort(text: string | undefined, { columns }: Askable, near: boolean, searched: boolean): Sort {
  if (text === undefined) return near ? { by: 'distance' } : searched ? { by: 'rank' } : { by: 'key' }
  if (text === 'distance') return near ? { by: 'distance' } : bad('sort', 'distance бывает вместе с near')
  const descending = text.startsWith('-')
  const column = columns.find(({ name }) => name === (descending ? text.slice(1) : text))
  if (!column)
    return bad('sort', `distance, ${columns.map(({ name }) => name).join(', ')} или с минусом впереди`)
  const numeric = column.type === 'number' || column.type === 'integer'
  return { by: 'field', field: column.name, numeric, descending }
}

function toSelection(text: string | undefined, { columns }: Askable): string[] {
  const all = columns.map(({ name }) => name)
  if (text === undefined) return all
  const wanted = text.split(',').map((name) => name.trim())
  if (wanted.some((name) => !all.includes(name))) bad('select', all.join(', '))
  return [...new Set(wanted)]
}

function toCount(text = 'none'): Query['count'] {
  return text === 'none' || text === 'estimate' || text === 'exact'
    ? text
    : bad('count', 'none, estimate, exact')
}

function toPoint(name: string, text: string | undefined): Point | undefined {
  if (text === undefined) return undefined
  const [lat = Number.NaN, lon = Number.NaN, ...more] = text.split(',').map(degrees)
  if (more.length > 0 || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180))
    return bad(name, 'широта,долгота, например 59.94,30.31')
  return { lat, lon }
}

function toBox(text: string | undefined): Box | undefined {
  if (text === undefined) return undefined
  const [w = Number.NaN, s = Number.NaN, e = Number.NaN, n = Number.NaN, ...more] = text
    .split(',')
    .map(degrees)
  const sound = Math.abs(w) <= 180 && Math.abs(e) <= 180 && Math.abs(s) <= 90 && Math.abs(n) <= 90
  if (more.length > 0 || !sound || w > e || s > n) return bad('bbox', 'запад,юг,восток,север в градусах')
  return [w, s, e, n]
}

const degrees = (text: string) => (/^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN)

function toNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(number) || number < least || number > most)
    return bad(name, least < -1e300 ? 'число' : `число от ${least} до ${most}`)
  return number
}

function toInteger(name: string, text: string | undefined, least: number, most: number): number | undefined {
  const number = toNumber(name, text, least, most)
  if (number !== undefined && !Number.isInteger(number)) bad(name, 'целое число')
  return number
}

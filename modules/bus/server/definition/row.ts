/** A row that left the pipeline, made into a row of the dataset: its key, its body, its place, its words. */
import { createHash } from 'node:crypto'
import type { Row, RowProblem } from '../ops/op.ts'
import type { DatasetDefinition } from './definitions.ts'

export interface KeptRow {
  readonly key: string
  readonly hash: string
  readonly body: Row
  readonly lat: number | null
  readonly lon: number | null
  readonly titleWords: string
  readonly words: string
}

export function toKeptRow(
  row: Row,
  dataset: DatasetDefinition,
  keyFields: readonly string[],
): KeptRow | RowProblem {
  const body = Object.fromEntries(
    dataset.columns.map((column) => [column.name, plainOf(row[column.name], column)]),
  )
  const problem = dataset.problemOf(body)
  if (problem) return { code: 'schema', ...problem }
  const parts = keyFields.map((field) => body[field])
  if (parts.some((part) => part === null || part === ''))
    return { code: 'no_key', field: keyFields.join(', '), message: 'пустой ключ' }
  const byRole = (role: string) => dataset.columns.filter((column) => column.role === role)
  const numberOf = (role: string) => {
    const [column] = byRole(role)
    const value = column && body[column.name]
    return typeof value === 'number' ? value : null
  }
  const text = JSON.stringify(body)
  // Neither fits into a text of the database, nor onto a screen.
  if (/\\u(0000|d[89a-f][0-9a-f]{2})/i.test(text))
    return { code: 'bad_text', message: 'в тексте есть знаки, которых не бывает' }
  return {
    key: parts.map(String).join('|'),
    hash: hashOf(text),
    body,
    lat: numberOf('lat'),
    lon: numberOf('lon'),
    titleWords: fold(
      byRole('title')
        .map(({ name }) => body[name])
        .join(' '),
    ),
    words: fold(searchable(body, dataset)),
  }
}

export const isKept = (row: KeptRow | RowProblem): row is KeptRow => 'hash' in row

/** Absent and null are one; an empty text is null where the field is not a plain text. */
function plainOf(
  value: unknown,
  { type, nullable, values, format }: DatasetDefinition['columns'][number],
): unknown {
  if (value === undefined || value === null) return null
  const isPlainText = type === 'string' && !values && !format
  return value === '' && nullable && !isPlainText && !values?.some((known) => known.value === '')
    ? null
    : value
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 40)

function searchable(body: Row, { columns }: DatasetDefinition): string {
  return columns
    .filter(
      ({ role, class: kept }) =>
        kept === 'open' && (role === 'address' || role === 'search' || role === 'kind'),
    )
    .flatMap(({ name, values, list }) => {
      const value = body[name]
      if (typeof value !== 'string') return []
      const said = values?.find((known) => known.value === value)?.title
      if (said) return [said.ru, said.en ?? '']
      return [list ? value.replaceAll(list, ' ') : value]
    })
    .join(' ')
}

/** Small letters, and ё as е: the way words are compared. */
export const fold = (text: string): string =>
  text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()

/**
 * The opaque `next` of a page. It carries the mark of its query, so that it cannot be used with another one,
 * and a check of its own: a cursor somebody has edited is refused.
 */
import { createHash } from 'node:crypto'
import type { Position, Query, Reading } from './query.ts'

export interface Cursor extends Position {
  readonly reading: Reading
}

/** What of a query must stay the same from page to page. */
export function markOf(
  dataset: string,
  { where, near, radiusM, bbox, text, sort }: Omit<Query, 'reading' | 'after'>,
): string {
  return short(JSON.stringify([dataset, where, near, radiusM, bbox, text, sort]))
}

export function writeCursor(mark: string, { reading, value, key }: Cursor): string {
  const body = JSON.stringify([mark, reading === 'typo' ? 1 : 0, value, key])
  return Buffer.from(short(body) + body).toString('base64url')
}

export function readCursor(text: string, mark: string): Cursor | undefined {
  const whole = Buffer.from(text, 'base64url').toString('utf8')
  const body = whole.slice(10)
  if (whole.slice(0, 10) !== short(body)) return undefined
  const [known, typo, value, key] = parts(body)
  if (typeof key !== 'string' || !(value === null || typeof value === 'string' || typeof value === 'number'))
    return undefined
  return known === mark ? { reading: typo === 1 ? 'typo' : 'words', value, key } : undefined
}

/** The check is no secret: somebody may have computed it over anything. */
function parts(body: string): unknown[] {
  try {
    const found: unknown = JSON.parse(body)
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}

const short = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 10)

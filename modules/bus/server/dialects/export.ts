/** Whole datasets as streams of text. An export is of one version: when that changes under way, it breaks off. */
import { markOf, readCursor } from '../query/cursor.ts'
import type { Query } from '../query/query.ts'
import type { FoundItem, Page, QueryService, Visible } from '../query/query-service.ts'

/** Pages after the first one, until `most` rows are given. */
export async function* pagesOf(
  queries: QueryService,
  visible: Visible,
  query: Query,
  first: Page,
  most: number,
): AsyncGenerator<readonly FoundItem[]> {
  let page = first
  let left = most - page.items.length
  yield page.items
  while (page.next !== undefined && left > 0) {
    const cursor = readCursor(page.next, markOf(visible.id, query))
    if (!cursor) throw new Error('the cursor of an export does not fit its query')
    const { reading, value, key } = cursor
    page = await queries.ask(visible, {
      ...query,
      reading,
      after: { value, key },
      limit: Math.min(left, 1000),
    })
    if (page.version !== first.version) throw new Error('the dataset changed during the export')
    left -= page.items.length
    yield page.items
  }
}

type Pages = AsyncGenerator<readonly FoundItem[]>

/** RFC 4180 with a byte order mark, so that spreadsheets open Cyrillic. */
export async function* exportCsv(fields: readonly string[], pages: Pages): AsyncGenerator<string> {
  yield `\uFEFF${fields.map(csvCell).join(',')}\r\n`
  for await (const items of pages)
    yield items.map((item) => `${fields.map((field) => csvCell(item.fields[field])).join(',')}\r\n`).join('')
}

/** A text that a spreadsheet would take for a formula is made harmless by a quote mark before it. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=@\t\r]|^[+-](?![\d\s(])/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export async function* exportGeoJson(first: Page, pages: Pages): AsyncGenerator<string> {
  const about = { attribution: first.attribution, dataAsOf: first.asOf.toISOString(), version: first.version }
  yield `{"type":"FeatureCollection",${JSON.stringify(about).slice(1, -1)},"features":[`
  let separator = ''
  for await (const items of pages) {
    if (items.length === 0) continue
    yield separator + items.map((item) => JSON.stringify(toFeature(item))).join(',')
    separator = ','
  }
  yield ']}'
}

const toFeature = ({ key, fields, geo }: FoundItem) => ({
  type: 'Feature',
  id: key,
  geometry: geo ? { type: 'Point', coordinates: [geo.lon, geo.lat] } : null,
  properties: fields,
})

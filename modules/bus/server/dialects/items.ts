/**
 * The native dialect on the wire: admit → validate → limit → call → shape → account, in this order and with
 * nothing in between.
 */
import { createHash } from 'node:crypto'
import { Refusal } from '#kernel/contract/refusal.ts'
import type { Caller, RawReply, RawRequest, RawRoute } from '#kernel/server/http/route.ts'
import { type ItemsFormat, itemsPath, refuse } from '../../contract.ts'
import type { Admission, Allowance, Consumer } from '../keys/admit.ts'
import { secondsUntil } from '../keys/admit.ts'
import { parseQuery } from '../query/parse.ts'
import { isQueryProblem, type Query } from '../query/query.ts'
import type { FoundItem, Page, QueryService, Visible } from '../query/query-service.ts'
import type { Meter } from '../usage/meter.ts'
import { exportCsv, exportGeoJson, pagesOf } from './export.ts'

export interface ItemsParts {
  readonly queries: QueryService
  readonly admission: Admission
  readonly meter: Meter
  readonly now: () => Date
}

export const itemsRoutes = (parts: ItemsParts): RawRoute[] =>
  (['json', 'csv', 'geojson'] as const).map((format) => ({
    method: 'GET',
    path: itemsPath(':datasetId', format),
    access: 'anyone',
    cors: true,
    // The bus counts calls itself, by app or by address.
    rateLimited: false,
    handle: (request, caller) => answer(parts, format, request, caller),
  }))

async function answer(
  parts: ItemsParts,
  format: ItemsFormat,
  request: RawRequest,
  caller: Caller,
): Promise<RawReply> {
  const started = performance.now()
  const consumer = await parts.admission.admit(request, caller)
  const visible = parts.queries.require(request.params['datasetId'] ?? '', consumer.classes)
  const account = (status: number, bytes: number) =>
    parts.meter.count({
      app: consumer.app,
      dataset: visible.id,
      operation: format === 'json' ? 'items' : format,
      status,
      bytes,
      ms: performance.now() - started,
      ...(consumer.callerKey !== undefined && { callerKey: consumer.callerKey }),
    })
  try {
    const query = validate(request.query, visible, consumer)
    const allowance = await parts.admission.take(consumer)
    const reply =
      format === 'json'
        ? await jsonPage(parts, visible, query, request)
        : await exported(parts, visible, query, format, consumer, request.query.has('limit'))
    account(reply.status, typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : 0)
    return { ...reply, headers: { ...reply.headers, ...allowanceHeaders(allowance, consumer, parts.now()) } }
  } catch (error) {
    account(error instanceof Refusal ? error.status : 500, 0)
    throw error
  }
}

function validate(parameters: URLSearchParams, visible: Visible, { plan }: Consumer): Query {
  const query = parseQuery(parameters, visible, plan.limitMax)
  if (!isQueryProblem(query)) return query
  return query.kind === 'unknown'
    ? refuse('bus.unknown_parameter', { parameter: query.parameter, known: query.known.join(', ') })
    : refuse('bus.bad_parameter', { parameter: query.parameter, expected: query.expected })
}

async function jsonPage(
  parts: ItemsParts,
  visible: Visible,
  query: Query,
  request: RawRequest,
): Promise<RawReply> {
  const page = await parts.queries.ask(visible, query)
  const headers = {
    ...ageHeaders(page, query, visible, parts.now()),
    ...(page.next !== undefined && { link: `<${nextAddress(request.url, page.next)}>; rel="next"` }),
  }
  if (request.headers['if-none-match'] === headers.etag) return { status: 304, headers, body: '' }
  const body = JSON.stringify({
    items: page.items.map(toWire),
    ...(page.next !== undefined && { next: page.next }),
    ...(page.count !== undefined && { count: page.count }),
    ...(page.reading && { reading: page.reading }),
    dataAsOf: page.asOf.toISOString(),
    source: page.source,
    attribution: page.attribution,
    stale: page.stale,
    version: page.version,
  })
  return { status: 200, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body }
}

const toWire = ({ fields, geo, distanceM }: FoundItem) => ({
  ...fields,
  ...(geo && { geo }),
  ...(distanceM !== undefined && { distanceM }),
})

async function exported(
  parts: ItemsParts,
  visible: Visible,
  query: Query,
  format: 'csv' | 'geojson',
  { plan }: Consumer,
  limited: boolean,
): Promise<RawReply> {
  const most = limited ? query.limit : plan.exportMax
  const first = await parts.queries.ask(visible, { ...query, limit: Math.min(most, 1000) })
  const pages = pagesOf(parts.queries, visible, query, first, most)
  return {
    status: 200,
    headers: {
      ...ageHeaders(first, query, visible, parts.now()),
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/geo+json; charset=utf-8',
      'content-disposition': `attachment; filename="${visible.id.replace('~', '-')}.${format}"`,
    },
    body: format === 'csv' ? exportCsv(query.select, pages) : exportGeoJson(first, pages),
  }
}

function ageHeaders(page: Page, query: Query, visible: Visible, now: Date) {
  const mark = JSON.stringify([visible.id, page.version, page.asOf, page.stale, page.source, query])
  return {
    etag: `"${createHash('sha256').update(mark).digest('base64url').slice(0, 22)}"`,
    age: String(Math.max(0, Math.floor((now.getTime() - page.asOf.getTime()) / 1000))),
    'last-modified': page.asOf.toUTCString(),
    'cache-control': 'no-cache',
    vary: 'authorization, x-api-key, cookie',
    'access-control-expose-headers':
      'etag, age, link, ratelimit, ratelimit-policy, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after',
  }
}

/** RateLimit fields of the IETF draft, and the older ones while it moves. */
function allowanceHeaders(
  { quota, minute }: Allowance,
  { plan }: Consumer,
  now: Date,
): Record<string, string> {
  const windowS = plan.quota.of === 'day' ? 86_400 : 2_592_000
  const [inMinute, inQuota] = [secondsUntil(minute.resetsAt, now), secondsUntil(quota.resetsAt, now)]
  return {
    'ratelimit-policy': `"minute";q=${minute.limit};w=60, "${plan.quota.of}";q=${quota.limit};w=${windowS}`,
    ratelimit: `"minute";r=${minute.left};t=${inMinute}, "${plan.quota.of}";r=${quota.left};t=${inQuota}`,
    'x-ratelimit-limit': String(quota.limit),
    'x-ratelimit-remaining': String(quota.left),
    'x-ratelimit-reset': String(inQuota),
  }
}

function nextAddress(url: URL, next: string): string {
  const following = new URL(url)
  following.searchParams.set('after', next)
  return following.href
}

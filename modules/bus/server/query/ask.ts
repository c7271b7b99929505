/** The bus as other modules see it: plain values in, rows with their age out. */
import type { Point } from '#kernel/contract/geo.ts'
import type { Text } from '#kernel/contract/text.ts'
import type { Shape } from '#kernel/expression/strict.ts'
import { type Column, refuse } from '../../contract.ts'
import type { Definitions } from '../definition/definitions.ts'
import type { Meter } from '../usage/meter.ts'
import { parametersOf, toCondition } from './parse.ts'
import type { Condition, Query, Sort, Value } from './query.ts'
import type { QueryService, Visible } from './query-service.ts'

export interface Ask {
  readonly dataset: string
  /** Field → value, or several of which any will do. `null` and absent ask nothing. */
  readonly where?: Readonly<Record<string, Value | readonly Value[] | null | undefined>>
  readonly near?: Point
  readonly radiusM?: number
  readonly text?: string
  /** `distance`, a field, or `-field`. */
  readonly sort?: string
  readonly limit?: number
  readonly select?: readonly string[]
  /** District id, for datasets with a column of that role. */
  readonly district?: string
}

export interface Answer {
  /** Fields of the dataset, and `geo`, `distance_m` where there are. */
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly origin: {
    readonly source: Text
    readonly asOf: string
    readonly stale: boolean
    readonly attribution: string
  }
}

/** What flows may rely on when they are checked before publishing. */
export interface PublishedSchema {
  readonly dataset: string
  readonly title: Text
  readonly columns: readonly Column[]
  /** Parameters a query may name in `where` and beside it. */
  readonly parameters: readonly string[]
  /** One item, as expressions see it. */
  readonly item: Shape
}

const openOnly = ['open'] as const
const moduleParameters = ['near', 'radiusM', 'text', 'sort', 'limit', 'select', 'district']

export function createAsk(o: {
  readonly queries: QueryService
  readonly definitions: Definitions
  readonly meter: Meter
  readonly now: () => Date
}) {
  const { queries, definitions, meter, now } = o

  return {
    /** Rows for a service. `grant` names who asks: `service:recycling`. */
    async query(
      ask: Ask,
      { grant, deadlineMs = 10_000 }: { grant: string; deadlineMs?: number },
    ): Promise<Answer> {
      const started = now().getTime()
      const account = (status: number, bytes: number) =>
        meter.count({
          app: grant,
          dataset: ask.dataset,
          operation: 'query',
          status,
          bytes,
          ms: Math.max(0, now().getTime() - started),
        })
      const visible = queries.require(ask.dataset, openOnly)
      try {
        const page = await withDeadline(queries.ask(visible, toQuery(ask, visible)), deadlineMs)
        account(200, 0)
        return {
          items: page.items.map(({ fields, geo, distanceM }) => ({
            ...fields,
            ...(geo && { geo }),
            ...(distanceM !== undefined && { distance_m: distanceM }),
          })),
          origin: {
            source: page.source,
            asOf: page.asOf.toISOString(),
            stale: page.stale,
            attribution: page.attribution,
          },
        }
      } catch (error) {
        account((error as { status?: number }).status ?? 500, 0)
        throw error
      }
    },

    publishedSchemas: (): PublishedSchema[] =>
      definitions.datasets.map((dataset) => {
        const columns = dataset.columns.filter(({ class: kept }) => kept === 'open')
        const asked = parametersOf({ id: dataset.id, hasGeo: dataset.hasGeo, columns })
        const fields = columns.map(({ name, type }) => [name, shapes[type]] as const)
        const place = { geo: { fields: { lat: 'number', lon: 'number' } }, distance_m: 'number' } as const
        return {
          dataset: dataset.id,
          title: dataset.title,
          columns,
          parameters: [
            ...columns.map(({ name }) => name),
            ...moduleParameters.filter((name) => asked.includes(name) || name === 'district'),
          ],
          item: { fields: { ...Object.fromEntries(fields), ...(dataset.hasGeo && place) } },
        }
      }),
  }
}

const shapes = { string: 'text', number: 'number', integer: 'number', boolean: 'bool' } as const

function toQuery(ask: Ask, { columns, hasGeo, id }: Visible): Query {
  const named = (name: string): Column =>
    columns.find((column) => column.name === name) ??
    refuse('bus.unknown_parameter', {
      parameter: name,
      known: columns.map((column) => column.name).join(', '),
    })
  const district = columns.find(({ role }) => role === 'district')
  const where: Condition[] = Object.entries(ask.where ?? {}).flatMap(([name, value]) => {
    if (value === null || value === undefined) return []
    return [toCondition(named(name), [value].flat() as Value[])]
  })
  if (ask.district !== undefined)
    where.push({ field: (district ?? named('district')).name, is: 'eq', values: [ask.district] })
  if (ask.near && !hasGeo)
    refuse('bus.unknown_parameter', {
      parameter: 'near',
      known: parametersOf({ id, hasGeo, columns }).join(', '),
    })
  return {
    where,
    ...(ask.near && { near: ask.near }),
    ...(ask.near && ask.radiusM !== undefined && { radiusM: ask.radiusM }),
    ...(ask.text !== undefined && ask.text.trim() !== '' && { text: ask.text.trim() }),
    reading: 'words',
    sort: toSort(ask, named),
    select: ask.select ? ask.select.map((name) => named(name).name) : columns.map(({ name }) => name),
    limit: Math.min(1000, Math.max(1, Math.floor(ask.limit ?? 50))),
    count: 'none',
  }
}

function toSort({ sort, near, text }: Ask, named: (name: string) => Column): Sort {
  if (sort === undefined || (sort === 'distance' && near)) {
    if (near) return { by: 'distance' }
    return text ? { by: 'rank' } : { by: 'key' }
  }
  const descending = sort.startsWith('-')
  const { name, type } = named(descending ? sort.slice(1) : sort)
  return { by: 'field', field: name, numeric: type === 'number' || type === 'integer', descending }
}

async function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      try {
        refuse('bus.too_late', { deadlineMs })
      } catch (refusal) {
        reject(refusal)
      }
    }, deadlineMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

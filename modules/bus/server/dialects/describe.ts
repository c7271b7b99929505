/** OpenAPI of the rows: one path for each dataset, with the parameters its schema allows. */
import type { PathsFragment } from '#kernel/server/http/openapi.ts'
import { type Column, itemsPath } from '../../contract.ts'
import { rowSchema } from '../definition/dataset.ts'
import type { DatasetDefinition, Definitions } from '../definition/definitions.ts'
import { appPlan } from '../keys/plan.ts'
import { defaultLimit, parametersOf } from '../query/parse.ts'

export function describeItems({ datasets }: Definitions): PathsFragment {
  return Object.fromEntries(datasets.flatMap((dataset) => pathsOf(dataset)))
}

function pathsOf(dataset: DatasetDefinition): [string, Record<string, unknown>][] {
  const columns = openColumns(dataset)
  if (columns.length === 0) return []
  const asked = { id: dataset.id, hasGeo: dataset.hasGeo, columns }
  const parameters = parametersOf(asked).map((name) => parameterOf(name, columns))
  return (['json', 'csv', 'geojson'] as const).map((format) => [
    itemsPath(dataset.id, format),
    {
      get: {
        operationId: `items_${dataset.id.replaceAll('-', '_')}${format === 'json' ? '' : `_${format}`}`,
        summary: dataset.title.en ?? dataset.title.ru,
        description: [dataset.card.content, dataset.card.source]
          .map((text) => text.en ?? text.ru)
          .join('\n\n'),
        tags: ['datasets'],
        security: [{}, { key: [] }],
        parameters,
        responses: {
          '200': success(dataset, columns, format),
          default: { $ref: '#/components/responses/problem' },
        },
      },
    },
  ])
}

export const openColumns = ({ columns }: DatasetDefinition): Column[] =>
  columns.filter(({ class: kept }) => kept === 'open')

const ownParameters: Readonly<Record<string, { schema: object; description: string }>> = {
  near: {
    schema: { type: 'string', example: '59.9386,30.3141' },
    description: 'lat,lon: distances from here, nearest first',
  },
  radiusM: {
    schema: { type: 'number', minimum: 1 },
    description: 'With near: no farther than so many metres',
  },
  bbox: { schema: { type: 'string' }, description: 'west,south,east,north' },
  text: {
    schema: { type: 'string', maxLength: 200 },
    description: 'Words in titles, addresses and texts; forgives a typo',
  },
  sort: { schema: { type: 'string' }, description: 'A field, -field, or distance' },
  select: { schema: { type: 'string' }, description: 'Fields of the answer, with commas between' },
  limit: {
    schema: { type: 'integer', minimum: 1, maximum: appPlan.limitMax, default: defaultLimit },
    description: 'Rows of a page',
  },
  after: { schema: { type: 'string' }, description: 'next of the page before' },
  count: {
    schema: { enum: ['none', 'estimate', 'exact'], default: 'none' },
    description: 'How many rows fit in all',
  },
}

function parameterOf(name: string, columns: readonly Column[]): Record<string, unknown> {
  const own = ownParameters[name]
  if (own) return { name, in: 'query', ...own }
  const [field, suffix] = name.split('.')
  const column = columns.find((one) => one.name === field)
  const values = column?.values && !column.list ? { enum: column.values.map(({ value }) => value) } : {}
  return {
    name,
    in: 'query',
    description: `${column?.title.en ?? column?.title.ru ?? name}${suffix ? ` (${suffix})` : ''}`,
    schema: suffix
      ? { type: column?.type ?? 'string' }
      : { type: 'array', items: { type: column?.type ?? 'string', ...values } },
    ...(!suffix && { style: 'form', explode: true }),
  }
}

function success(dataset: DatasetDefinition, columns: readonly Column[], format: 'json' | 'csv' | 'geojson') {
  if (format === 'csv')
    return { description: 'A table', content: { 'text/csv': { schema: { type: 'string' } } } }
  if (format === 'geojson')
    return { description: 'Features', content: { 'application/geo+json': { schema: { type: 'object' } } } }
  return {
    description: 'A page of rows',
    content: { 'application/json': { schema: pageSchema(dataset, columns) } },
  }
}

function pageSchema(dataset: DatasetDefinition, columns: readonly Column[]) {
  const {
    $schema: _meta,
    additionalProperties: _closed,
    required: _all,
    ...row
  } = rowSchema(dataset, columns)
  const place = { type: 'object', properties: { lat: { type: 'number' }, lon: { type: 'number' } } }
  return {
    type: 'object',
    required: ['items', 'dataAsOf', 'source', 'stale', 'version'],
    properties: {
      items: {
        type: 'array',
        items: { ...row, properties: { ...row.properties, geo: place, distanceM: { type: 'integer' } } },
      },
      next: { type: 'string' },
      count: { type: 'integer' },
      reading: { enum: ['words', 'typo'] },
      dataAsOf: { type: 'string', format: 'date-time' },
      source: { type: 'object' },
      attribution: { type: 'string' },
      stale: { type: 'boolean' },
      version: { type: 'integer' },
    },
  }
}

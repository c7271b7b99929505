import type { TSchema } from 'typebox'
import { type Endpoint, placeInput } from '#kernel/contract/endpoint.ts'

/** Paths that a module describes by itself, as an OpenAPI `paths` object. */
export type PathsFragment = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** OpenAPI 3.1 of all endpoints: TypeBox schemas are JSON Schema 2020-12, so nothing is converted. */
export function toOpenApi(
  title: string,
  publicUrl: URL,
  endpoints: readonly Endpoint[],
  fragments: readonly PathsFragment[],
) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const e of endpoints) {
    const path = `/api${e.path.replace(/:([A-Za-z]+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [e.method.toLowerCase()]: operation(e) }
  }
  for (const fragment of fragments) {
    for (const [path, methods] of Object.entries(fragment)) paths[path] = { ...paths[path], ...methods }
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl.origin }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gorod_session' },
        key: { type: 'http', scheme: 'bearer', description: 'grd_<kind>_<id>_<secret><crc>' },
      },
      responses: {
        problem: {
          description: 'A refusal',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      },
    },
  }
}

function operation(e: Endpoint): Record<string, unknown> {
  const { path, query, body } = placeInput(e)
  const required = new Set((e.input as { required?: readonly string[] }).required ?? [])
  const parameter = (place: 'path' | 'query') => (name: string) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: e.input.properties[name] as TSchema,
  })
  return {
    operationId: e.name,
    summary: e.summary,
    tags: [e.path.split('/')[1]],
    ...(e.access !== 'anyone' && { security: [{ session: [] }] }),
    ...(typeof e.access === 'object' && { 'x-permission': e.access.may }),
    parameters: [...path.map(parameter('path')), ...query.map(parameter('query'))],
    ...(body.length > 0 && {
      requestBody: { required: true, content: { 'application/json': { schema: bodySchema(e, body) } } },
    }),
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: e.output } } },
      default: { $ref: '#/components/responses/problem' },
    },
  }
}

/** The part of an endpoint's input that travels in one place, closed against unknown fields. */
export function bodySchema(e: Endpoint, fields: readonly string[]): Record<string, unknown> {
  const required = ((e.input as { required?: readonly string[] }).required ?? []).filter((name) =>
    fields.includes(name),
  )
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((name) => [name, e.input.properties[name]])),
    required,
    additionalProperties: false,
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    issues: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

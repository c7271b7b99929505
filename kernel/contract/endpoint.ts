/**
 * What a module promises on the wire. Server routes, OpenAPI, the browser client and the reference
 * pages all derive from these values; nobody writes a URL twice.
 */
import type { Static, TObject, TSchema } from 'typebox'

/**
 * Who may call: anybody, a signed-in resident, or staff holding a permission such as `bus.manage`.
 * Checked in one place, `kernel/server/http.ts`, before the input is read.
 */
export type Access = 'anyone' | 'resident' | { readonly may: string }

/** A permission of staff: `module.act`. */
export const may = (permission: string): Access => ({ may: permission })

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One thing a client may ask for. `path` lies under `/api`. Fields of `input` named in the path come
 * from it; the others come from the query string (GET, DELETE) or from the JSON body.
 */
export interface Endpoint<In extends TObject = TObject, Out extends TSchema = TSchema> {
  /** verbNoun, unique in the product: the OpenAPI operation id. */
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly input: In
  readonly output: Out
  /** Largest body, bytes; 1 MB when absent. */
  readonly bodyLimitBytes?: number
}

export type InputOf<E> = E extends Endpoint<infer In, TSchema> ? Static<In> : never
export type OutputOf<E> = E extends Endpoint<TObject, infer Out> ? Static<Out> : never

export function endpoint<In extends TObject, Out extends TSchema>(e: Endpoint<In, Out>): Endpoint<In, Out> {
  return e
}

/** Names of the path parameters of `/votes/:ballotId/cast`. */
export function pathParams(path: string): string[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => name)
}

/** Where each field of an input travels. */
export function placeInput(e: Endpoint): { path: string[]; query: string[]; body: string[] } {
  const inPath = pathParams(e.path)
  const rest = Object.keys(e.input.properties).filter((field) => !inPath.includes(field))
  const asQuery = e.method === 'GET' || e.method === 'DELETE'
  return { path: inPath, query: asQuery ? rest : [], body: asQuery ? [] : rest }
}

/** A fact that has already happened, in the past tense: `votes.cast`, `bus.version_published`. */
export interface Fact<Payload extends TSchema = TSchema> {
  readonly name: string
  readonly payload: Payload
  /** True where the payload tells people apart: it is forgotten as soon as everybody has heard it. */
  readonly personal?: true
}

export function fact<Payload extends TSchema>(
  name: string,
  payload: Payload,
  options: { readonly personal?: true } = {},
): Fact<Payload> {
  return { name, payload, ...options }
}

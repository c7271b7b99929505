/**
 * Asks the server for what a contract promises. The only place in the browser that knows of fetch,
 * paths and problem documents.
 */
import type { Static, TObject, TSchema } from 'typebox'
import { type Endpoint, placeInput } from '#kernel/contract/endpoint.ts'
import { settings } from './settings.ts'

/** Bad news with words for people. `code` is from the contract, or `offline`, or `fault`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: string
  readonly status: number
  /** Already in the language of the reader; empty when the server said nothing. */
  readonly title: string
  /** What to do next, as the server advises. */
  readonly next: string
  readonly requestId: string | undefined
  readonly body: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, body: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.status = status
    this.title = typeof body['title'] === 'string' ? body['title'] : ''
    this.next = typeof body['detail'] === 'string' ? body['detail'] : ''
    this.requestId = typeof body['requestId'] === 'string' ? body['requestId'] : undefined
    this.body = body
  }
}

export interface Prepared {
  method: string
  url: string
  body?: string
}

/** Where each field of the input travels: shown as curl in the studio, sent by `ask`. */
export function prepare<In extends TObject, Out extends TSchema>(
  e: Endpoint<In, Out>,
  input: Static<In>,
): Prepared {
  const fields = new Map<string, unknown>(Object.entries(input ?? {}))
  const place = placeInput(e)
  let path = e.path
  for (const field of place.path)
    path = path.replace(`:${field}`, encodeURIComponent(String(fields.get(field))))

  const query = new URLSearchParams()
  for (const field of place.query) addToQuery(query, field, fields.get(field))

  const url = `/api${path}${query.size > 0 ? `?${query}` : ''}`
  if (place.body.length === 0) return { method: e.method, url }
  const body = Object.fromEntries(
    place.body.filter((field) => fields.has(field)).map((field) => [field, fields.get(field)]),
  )
  return { method: e.method, url, body: JSON.stringify(body) }
}

function addToQuery(query: URLSearchParams, field: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) for (const one of value) query.append(field, String(one))
  else query.append(field, String(value))
}

export async function ask<In extends TObject, Out extends TSchema>(
  e: Endpoint<In, Out>,
  input: Static<In>,
  signal?: AbortSignal,
): Promise<Static<Out>> {
  const { method, url, body } = prepare(e, input)
  const response = await reach(url, {
    method,
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
    headers: {
      accept: 'application/json',
      'accept-language': settings.get().lang,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    credentials: 'same-origin',
  })
  const answer = await bodyOf(response)
  if (!response.ok) throw toProblem(response, answer)
  return answer as Static<Out>
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem('offline', 0)
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // A proxy's page in place of an answer is a fault, whatever its status says.
    throw new Problem('fault', response.status)
  }
}

function toProblem(response: Response, answer: unknown): Problem {
  const body = typeof answer === 'object' && answer !== null ? { ...answer } : {}
  const code = 'code' in body && typeof body.code === 'string' ? body.code : 'fault'
  return new Problem(code, response.status, body)
}

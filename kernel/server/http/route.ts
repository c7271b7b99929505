/** How a module offers its endpoints to the server. Only this folder knows the HTTP library. */
import type { TObject, TSchema } from 'typebox'
import type { Access, Endpoint, InputOf, Method, OutputOf } from '#kernel/contract/endpoint.ts'
import type { Lang } from '#kernel/contract/text.ts'
import type { Role } from '../config.ts'

/** Who is asking. A guest has no `id`. */
export interface Caller {
  readonly id: string | undefined
  readonly lang: Lang
  /** Network address, after trusted proxies. */
  readonly address: string
  /** True when a proxy nobody has named as trusted passed the request on: `address` is then the proxy's. */
  readonly forwarded?: true
  readonly userAgent: string
  readonly requestId: string
  may(permission: string): boolean
}

/** The sign-in cookie of this request and of its answer. */
export interface SessionCookie {
  readonly token: string | undefined
  set(token: string, maxAgeS: number): void
  clear(): void
}

export interface Route {
  readonly endpoint: Endpoint
  handle(input: never, caller: Caller, session: SessionCookie): Promise<unknown>
}

/** Joins an endpoint to the service function that answers it. */
export function route<In extends TObject, Out extends TSchema>(
  endpoint: Endpoint<In, Out>,
  handle: (
    input: InputOf<Endpoint<In, Out>>,
    caller: Caller,
    session: SessionCookie,
  ) => Promise<OutputOf<Endpoint<In, Out>>>,
): Route {
  return { endpoint: endpoint as unknown as Endpoint, handle: handle as Route['handle'] }
}

export interface RawRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Empty for methods without a body. */
  readonly body: Buffer
  readonly url: URL
}

export interface RawReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Buffer | AsyncIterable<string | Buffer>
}

/** An address that speaks somebody else's protocol: webhooks, dialects of the bus, pages of files. */
export interface RawRoute {
  readonly method: Method
  /** Full path, parameters as `:name`. */
  readonly path: string
  readonly access: Access
  /** The role of the process that serves it; `web` when absent. */
  readonly role?: Role
  readonly bodyLimitBytes?: number
  /** False for platforms that call from few addresses and prove themselves by a secret. */
  readonly rateLimited?: boolean
  /** True when other sites' pages may read the answer (open data, keys in headers, no cookies). */
  readonly cors?: boolean
  handle(request: RawRequest, caller: Caller): Promise<RawReply>
}

/** A JSON answer of a raw route. */
export const jsonReply = (body: unknown, status = 200, headers: Record<string, string> = {}): RawReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})

/** A resident behind a session, and what staff permissions they hold (`*` all, `bus.*` all of a module). */
export interface Identity {
  readonly residentId: string
  readonly permissions: readonly string[]
}

/** The seam between the kernel, which guards the door, and the module that knows people. */
export interface Doorkeeper {
  identify(sessionToken: string): Promise<Identity | undefined>
  /** Called before and after each act that needed a staff permission and was not a mere reading. */
  audit(act: StaffAct): Promise<void>
}

export interface StaffAct {
  readonly requestId: string
  readonly residentId: string
  readonly permission: string
  readonly endpoint: string
  readonly subject: Readonly<Record<string, unknown>>
  readonly outcome: 'started' | 'done' | 'refused' | 'failed'
}

export function holds(permissions: readonly string[], wanted: string): boolean {
  const module = wanted.split('.')[0]
  return permissions.some((held) => held === '*' || held === wanted || held === `${module}.*`)
}

/**
 * Turns routes into a server. The only place that knows the HTTP library, and the only place where a
 * permission is checked: identify → permit → validate → handle → check the answer → send.
 */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import fastifyCookie from '@fastify/cookie'
import fastifyRateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { type Access, placeInput } from '#kernel/contract/endpoint.ts'
import { Refusal, refuse } from '#kernel/contract/refusal.ts'
import type { Lang } from '#kernel/contract/text.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Texts } from '../texts.ts'
import { bodySchema } from './openapi.ts'
import type { OpenPage } from './pages.ts'
import { toProblem, toRefusal } from './problem.ts'
import {
  type Caller,
  type Doorkeeper,
  holds,
  type Identity,
  type RawRoute,
  type Route,
  type SessionCookie,
} from './route.ts'
import { dataHeaders, isOwnRequest, transportHeaders } from './security.ts'

export const sessionCookie = 'gorod_session'

export interface ServerParts {
  readonly config: Config
  readonly log: Log
  readonly texts: Texts
  readonly metrics: Metrics
  readonly doorkeeper: Doorkeeper
  readonly routes: readonly Route[]
  readonly rawRoutes: readonly RawRoute[]
  /** Adds what is not an endpoint: health, pages. */
  readonly extend?: (server: FastifyInstance) => Promise<OpenPage | undefined>
}

export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { config, log, metrics } = parts
  const server = Fastify({
    loggerInstance: log.child({}, { level: log.isLevelEnabled('debug') ? 'debug' : 'warn' }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 1_048_576,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    ajv: {
      customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: true, strict: false },
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  }) as unknown as FastifyInstance

  await server.register(fastifyCookie)
  await server.register(fastifyRateLimit, {
    global: true,
    max: config.ratePerMinute,
    timeWindow: 60_000,
    // A page is a dozen files, and a whole office stands behind one address: files cost nothing, questions do.
    allowList: (request) => request.url.startsWith('/assets/'),
    errorResponseBuilder: () => new Refusal('rate.exceeded', 429),
  })
  const constant = { ...dataHeaders, ...transportHeaders(config.publicUrl) }
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    for (const [name, value] of Object.entries(constant)) reply.header(name, value)
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.requests.observe(
      { method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    )
    log.debug(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  server.setErrorHandler((error, request, reply) => sendError(error, request, reply, parts))

  for (const route of parts.routes) addRoute(server, route, parts)
  await server.register(async (scope) => {
    // Raw routes read bytes: whoever speaks another protocol parses it by its own rules.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const route of parts.rawRoutes) addRawRoute(scope, route, parts)
  })
  const openPage = await parts.extend?.(server)
  server.setNotFoundHandler(async (request, reply) => {
    if (await openPage?.(request, reply)) return reply
    return sendError(new Refusal('path.unknown', 404), request, reply, parts)
  })
  return server
}

function addRoute(server: FastifyInstance, { endpoint: e, handle }: Route, parts: ServerParts): void {
  const { path, query, body } = placeInput(e)
  server.route({
    method: e.method,
    url: `/api${e.path}`,
    ...(e.bodyLimitBytes !== undefined && { bodyLimit: e.bodyLimitBytes }),
    schema: {
      params: bodySchema(e, path),
      querystring: bodySchema(e, query),
      ...(body.length > 0 && { body: bodySchema(e, body) }),
      response: { 200: e.output },
    },
    // Before the body is read: a stranger's megabyte is not worth parsing.
    onRequest: async (request) => {
      await admit(request, e.access, parts)
    },
    handler: async (request, reply) => {
      const admitted = admittedCallers.get(request) as Admitted
      const input = {
        ...(request.query as object),
        ...(request.body as object | undefined),
        ...(request.params as object),
      }
      const answer = () => handle(input as never, admitted.caller, sessionOf(request, reply, parts.config))
      reply.header('cache-control', 'no-store')
      return staffPermission(e.access) && e.method !== 'GET'
        ? underAudit(parts.doorkeeper, admitted, e.access, e.name, input, answer)
        : answer()
    },
  })
}

function addRawRoute(server: FastifyInstance, route: RawRoute, parts: ServerParts): void {
  server.route({
    method: route.method,
    url: route.path,
    ...(route.bodyLimitBytes !== undefined && { bodyLimit: route.bodyLimitBytes }),
    ...(route.rateLimited === false && { config: { rateLimit: false } }),
    ...(route.cors && {
      onSend: async (_request: FastifyRequest, reply: FastifyReply) =>
        void reply.header('access-control-allow-origin', '*'),
    }),
    onRequest: async (request) => {
      await admit(request, route.access, parts)
    },
    handler: async (request, reply) => {
      const { caller } = admittedCallers.get(request) as Admitted
      const url = new URL(request.url, parts.config.publicUrl)
      const answer = await route.handle(
        {
          params: request.params as Record<string, string>,
          query: url.searchParams,
          headers: request.headers as Record<string, string | undefined>,
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          url,
        },
        caller,
      )
      reply.code(answer.status).headers(answer.headers ?? {})
      return reply.send(
        typeof answer.body === 'string' || Buffer.isBuffer(answer.body)
          ? answer.body
          : Readable.from(answer.body),
      )
    },
  })
  if (!route.cors) return
  server.route({
    method: 'OPTIONS',
    url: route.path,
    handler: async (_request, reply) =>
      reply
        .code(204)
        .headers({
          'access-control-allow-origin': '*',
          'access-control-allow-methods': route.method,
          'access-control-allow-headers': 'authorization, content-type, x-api-key',
          'access-control-max-age': '86400',
        })
        .send(),
  })
}

interface Admitted {
  readonly caller: Caller
  readonly identity: Identity | undefined
}

const admittedCallers = new WeakMap<FastifyRequest, Admitted>()

/** The one check of permissions. */
async function admit(
  request: FastifyRequest,
  access: Access,
  { config, doorkeeper }: ServerParts,
): Promise<Admitted> {
  const token = request.cookies[sessionCookie]
  const identity = token ? await doorkeeper.identify(token) : undefined
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  if (
    token &&
    changes &&
    !isOwnRequest(request.headers as Record<string, string | undefined>, config.publicUrl)
  )
    refuse('access.forged')
  const permissions = identity?.permissions ?? []
  if (access !== 'anyone') {
    if (!identity) refuse('access.sign_in')
    if (typeof access === 'object' && !holds(permissions, access.may))
      refuse('access.denied', { permission: access.may })
  }
  const caller: Caller = {
    id: identity?.residentId,
    lang: languageOf(request),
    address: request.ip,
    ...(config.trustProxy.length === 0 && isForwarded(request) && { forwarded: true as const }),
    userAgent: request.headers['user-agent'] ?? '',
    requestId: request.id,
    may: (permission) => holds(permissions, permission),
  }
  const admitted = { caller, identity }
  admittedCallers.set(request, admitted)
  return admitted
}

const isForwarded = ({ headers }: FastifyRequest) =>
  headers['x-forwarded-for'] !== undefined ||
  headers['x-real-ip'] !== undefined ||
  headers.forwarded !== undefined ||
  headers.via !== undefined

const staffPermission = (access: Access): access is { may: string } => typeof access === 'object'

async function underAudit(
  doorkeeper: Doorkeeper,
  { caller }: Admitted,
  access: Access,
  endpoint: string,
  subject: Record<string, unknown>,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const act = {
    requestId: caller.requestId,
    residentId: caller.id as string,
    permission: (access as { may: string }).may,
    endpoint,
    subject,
  }
  await doorkeeper.audit({ ...act, outcome: 'started' })
  try {
    const result = await answer()
    await doorkeeper.audit({ ...act, outcome: 'done' })
    return result
  } catch (error) {
    await doorkeeper.audit({ ...act, outcome: error instanceof Refusal ? 'refused' : 'failed' })
    throw error
  }
}

function sessionOf(request: FastifyRequest, reply: FastifyReply, config: Config): SessionCookie {
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.protocol === 'https:',
  } as const
  return {
    token: request.cookies[sessionCookie],
    set: (token, maxAgeS) => void reply.setCookie(sessionCookie, token, { ...cookie, maxAge: maxAgeS }),
    clear: () => void reply.clearCookie(sessionCookie, cookie),
  }
}

/** Russian unless the caller plainly prefers English. */
export function languageOf(request: { headers: Record<string, unknown> }): Lang {
  const wanted = String(request.headers['accept-language'] ?? '').toLowerCase()
  const ru = wanted.indexOf('ru')
  const en = wanted.indexOf('en')
  return en >= 0 && (ru < 0 || en < ru) ? 'en' : 'ru'
}

function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { texts, log }: ServerParts,
) {
  const lang = languageOf(request)
  const refusal = toRefusal(error, lang)
  if (!refusal) log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'fault')
  const problem = toProblem(refusal ?? new Refusal('fault', 500), texts, lang, request.id)
  const retryAfter = refusal?.details['retryAfterS']
  if (typeof retryAfter === 'number') reply.header('retry-after', String(Math.ceil(retryAfter)))
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', lang)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

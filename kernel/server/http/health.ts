import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { refuse } from '#kernel/contract/refusal.ts'
import type { Config } from '../config.ts'
import { isPrivate } from '../egress.ts'
import type { Metrics } from '../metrics.ts'
import type { Started } from '../module.ts'
import { toOpenApi } from './openapi.ts'
import type { Route } from './route.ts'

interface HealthParts {
  readonly pool: pg.Pool
  readonly metrics: Metrics
  readonly title: string
  readonly config: Config
  readonly routes: readonly Route[]
  readonly started: readonly Started[]
}

/** Alive, ready, measured, described: what operators and clients ask before anything else. */
export function addHealth(server: FastifyInstance, parts: HealthParts): void {
  const free = { config: { rateLimit: false } }
  server.get('/healthz', free, async () => ({ status: 'ok' }))
  server.get('/readyz', free, async (_request, reply) => {
    try {
      await parts.pool.query('select 1')
      return { status: 'ok', database: 'ok' }
    } catch {
      return reply.code(503).send({ status: 'unavailable', database: 'unreachable' })
    }
  })
  server.get('/metrics', free, async (request, reply) => {
    // Figures of the process are for the operator's own network.
    if (isIP(request.ip) === 0 || !isPrivate(request.ip)) refuse('access.denied')
    return reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics())
  })
  server.get('/api/openapi.json', async () =>
    toOpenApi(
      parts.title,
      parts.config.publicUrl,
      parts.routes.map(({ endpoint }) => endpoint),
      parts.started.flatMap(({ running }) => (running.describe ? [running.describe()] : [])),
    ),
  )
}

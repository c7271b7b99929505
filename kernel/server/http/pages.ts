import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from './security.ts'

/** Opens the page of an address that no file and no endpoint answers; false when none fits. */
export type OpenPage = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>

/**
 * Built pages: `/studio…` opens the cabinets, any other address without a file opens the resident's app,
 * which reads the address itself. Files with a hash in their name are kept for a year.
 */
export async function addPages(server: FastifyInstance, folder: string): Promise<OpenPage | undefined> {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  await server.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    index: 'index.html',
    wildcard: true,
    preCompressed: true,
    setHeaders(reply, path) {
      for (const [name, value] of Object.entries(pageHeaders)) reply.header(name, value)
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  const open = async (name: string) => readFile(join(folder, name))
  const hasStudio = existsSync(join(folder, 'studio.html'))
  return async (request, reply) => {
    const path = new URL(request.url, 'http://localhost').pathname
    const isPage =
      request.method === 'GET' && !/^\/(api|hooks|assets)\//.test(path) && !/\.[a-z0-9]+$/i.test(path)
    if (!isPage) return false
    const page = await open(hasStudio && /^\/studio(\/|$)/.test(path) ? 'studio.html' : 'index.html')
    reply
      .headers({ ...pageHeaders, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(page)
    return true
  }
}

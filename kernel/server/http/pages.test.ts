import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPages } from './pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'gorod-pages-'))
const server = Fastify()

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), 'resident')
  writeFileSync(join(folder, 'studio.html'), 'cabinets')
  writeFileSync(join(folder, 'assets/map-1a2b.mjs'), 'export {}')
  writeFileSync(join(folder, 'assets/map-1a2b.mjs.br'), brotliCompressSync('export {}'))
  const openPage = await addPages(server, folder)
  server.setNotFoundHandler(async (request, reply) =>
    (await openPage?.(request, reply)) ? reply : reply.code(404).send('nothing'),
  )
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('built pages', () => {
  test.each([
    ['/', 200, 'resident'],
    ['/services/my-house?from=tg', 200, 'resident'],
    ['/studio', 200, 'cabinets'],
    ['/studio/apis/recycling', 200, 'cabinets'],
    ['/studios', 200, 'resident'],
    ['/api/none', 404, 'nothing'],
    ['/assets/none.js', 404, 'nothing'],
    ['/..%2fpackage.json', 404, 'nothing'],
  ])('%s is answered %i «%s»', async (url, status, body) => {
    const answer = await server.inject(url)
    expect([answer.statusCode, answer.body]).toEqual([status, body])
  })

  test('assets go compressed as they lie, as scripts, and stay a year with the browser', async () => {
    const answer = await server.inject({ url: '/assets/map-1a2b.mjs', headers: { 'accept-encoding': 'br' } })
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe('export {}')
    expect(answer.headers['content-type']).toMatch(/javascript/)
    expect(answer.headers['cache-control']).toContain('immutable')
    expect((await server.inject('/')).headers['cache-control']).toBe('no-cache')
  })
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress, isPrivate } from './egress.ts'

let upstream: Server
let root: string
beforeAll(async () => {
  upstream = createServer((request, response) => {
    if (request.url === '/inward')
      return response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
    if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end()
    if (request.url === '/large') return response.end('x'.repeat(5000))
    if (request.url === '/silent') return undefined
    return response.writeHead(200, { etag: '"1"' }).end(`hello ${request.headers['user-agent']}`)
  })
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done))
  root = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
})
afterAll(() => {
  upstream.closeAllConnections()
  upstream.close()
})

const open = createEgress(['127.0.0.1'])

test('an allowed private address answers', async () => {
  const answer = await open.call(`${root}/`)
  expect({ status: answer.status, etag: answer.headers['etag'], body: answer.body.toString() }).toEqual({
    status: 200,
    etag: '"1"',
    body: 'hello gorod/1',
  })
})

test.each([
  ['a private address nobody named', () => createEgress([]).call(`${root}/`), 'private_address'],
  ['the machine by its name', () => createEgress([]).call('http://localhost:9/'), 'private_address'],
  ['a redirect inwards', () => open.call(`${root}/inward`), 'private_address'],
  ['a redirect in a circle', () => open.call(`${root}/round`), 'too_many_redirects'],
  ['an answer without end', () => open.call(`${root}/large`, { maxBytes: 1000 }), 'too_large'],
  ['a silent upstream', () => open.call(`${root}/silent`, { timeoutMs: 200 }), 'timeout'],
  ['a file of ours', () => open.call('file:///etc/passwd'), 'bad_address'],
  ['a closed port', () => open.call('http://127.0.0.1:1/'), 'refused'],
])('%s is refused with a reason', async (_what, call, reason) => {
  await expect(call()).rejects.toMatchObject({ name: 'EgressError', reason })
})

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['::1', true],
  ['fd00::1', true],
  ['::ffff:10.0.0.1', true],
  ['8.8.8.8', false],
  ['2a02:6b8::1', false],
])('%s is private: %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected)
})

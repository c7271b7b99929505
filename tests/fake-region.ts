/** A region made for one test, and a departmental system that answers as the test tells it to. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rootDir } from '#kernel/server/root.ts'

/** Writes a pack: geography, roles and needs of the small region of the repository, and the files given. */
export function makeRegion(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-region-'))
  const model = join(rootDir, 'packs/leningrad-oblast')
  cpSync(join(model, 'geo'), join(folder, 'geo'), { recursive: true })
  for (const file of ['pack.json', 'catalogue/roles.json', 'catalogue/needs.json'])
    cpSync(join(model, file), join(folder, file))
  writeFileSync(join(folder, 'catalogue/services.json'), '[]')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    const text =
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2)
    writeFileSync(join(folder, path), text)
  }
  return folder
}

export interface Upstream {
  readonly url: string
  /** What was asked, in order. */
  readonly asked: string[]
  /** Answers from now on. */
  answer(by: (request: IncomingMessage, url: URL) => UpstreamAnswer | Promise<UpstreamAnswer>): void
  close(): Promise<void>
}

export interface UpstreamAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export async function startUpstream(): Promise<Upstream> {
  let by: Parameters<Upstream['answer']>[0] = () => ({ status: 404 })
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '')
    void (async () => {
      const {
        status = 200,
        headers = {},
        body = '',
      } = await by(request, new URL(request.url ?? '', 'http://upstream'))
      response.writeHead(status, headers).end(body)
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (next) => {
      by = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

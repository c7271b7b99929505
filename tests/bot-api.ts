/** A small Bot API that can misbehave as the real one does: refuse, ask to wait, fall silent. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BotCall {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface BotApi {
  readonly root: string
  /** Every call but `getMe` and `getUpdates`, in the order of arrival. */
  readonly calls: BotCall[]
  /** How the next calls of a method are answered; `silence` never answers. */
  next(method: string, ...answers: (BotAnswer | 'silence')[]): void
  close(): Promise<void>
}

export interface BotAnswer {
  readonly status: number
  readonly body: object
}

export async function startBotApi(): Promise<BotApi> {
  const calls: BotCall[] = []
  const planned = new Map<string, (BotAnswer | 'silence')[]>()
  let messageId = 100
  const server: Server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      const method = request.url?.split('/').at(-1) ?? ''
      const answer = planned.get(method)?.shift()
      if (method !== 'getUpdates' && method !== 'getMe')
        calls.push({ method, params: JSON.parse(text || '{}') })
      if (answer === 'silence') return
      const result =
        method === 'getMe'
          ? { id: 1, username: 'gorod_test_bot' }
          : method === 'getUpdates'
            ? []
            : { message_id: ++messageId }
      response.statusCode = answer?.status ?? 200
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer?.body ?? { ok: true, result }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    next(method, ...answers) {
      planned.set(method, [...(planned.get(method) ?? []), ...answers])
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** Calls of the Bot API: the only way out of this channel. */
import type { Egress } from '#kernel/server/egress.ts'
import { EgressError } from '#kernel/server/egress.ts'
import type { Delivery, Letter } from '#modules/flows/index.ts'

export interface BotAccount {
  readonly token: string
  readonly apiRoot: URL
}

export interface ApiAnswer {
  readonly status: number
  readonly ok: boolean
  readonly result: unknown
  readonly description: string
  readonly retryAfterS: number | undefined
}

export type Call = (
  method: string,
  params: Readonly<Record<string, unknown>>,
  o?: { timeoutMs?: number; signal?: AbortSignal },
) => Promise<ApiAnswer>

export function createCall(egress: Egress, { token, apiRoot }: BotAccount): Call {
  const root = apiRoot.href.replace(/\/$/, '')
  return async (method, params, o = {}) => {
    const answer = await egress.call(`${root}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
      timeoutMs: o.timeoutMs ?? 10_000,
      maxBytes: 4_194_304,
      ...(o.signal && { signal: o.signal }),
    })
    return readAnswer(answer.status, answer.body.toString('utf8'))
  }
}

function readAnswer(status: number, text: string): ApiAnswer {
  const body = parse(text)
  const parameters = isRecord(body['parameters']) ? body['parameters'] : {}
  const retry = parameters['retry_after']
  return {
    status,
    ok: status === 200 && body['ok'] === true,
    result: body['result'],
    description: String(body['description'] ?? '').slice(0, 300),
    retryAfterS: typeof retry === 'number' ? retry : undefined,
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) ? body : {}
  } catch {
    return {}
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** What became of a message (CHANNELS.md 8). A message that may have arrived is never sent again. */
export async function sendLetter(call: Call, { method, params }: Letter): Promise<Delivery> {
  try {
    return toDelivery(await call(method, params))
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    // The platform was not reached at all: nothing has arrived.
    if (error.reason === 'refused' || error.reason === 'no_such_host') return { state: 'wait', ms: 5000 }
    return { state: 'unknown', reason: error.reason }
  }
}

export function toDelivery({ status, ok, result, description, retryAfterS }: ApiAnswer): Delivery {
  if (ok) {
    const id = isRecord(result) ? result['message_id'] : undefined
    return { state: 'sent', ...(typeof id === 'number' && { platformId: String(id) }) }
  }
  if (status === 429) return { state: 'wait', ms: (retryAfterS ?? 1) * 1000 }
  if (status === 403) return { state: 'closed' }
  // The same page pressed twice: it already looks as it should.
  if (status === 400 && description.includes('message is not modified')) return { state: 'sent' }
  if (status >= 400 && status < 500) return { state: 'failed', reason: `${status} ${description}` }
  return { state: 'unknown', reason: `${status} ${description}` }
}

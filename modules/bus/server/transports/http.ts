import { Type } from 'typebox'
import { EgressError } from '#kernel/server/egress.ts'
import { type FailureCode, RunFailure } from '../runs/failure.ts'
import { transport } from './transport.ts'

export const http = transport({
  name: 'http',
  schema: Type.Object(
    {
      kind: Type.Literal('http'),
      url: Type.String({ minLength: 1, maxLength: 2000 }),
      headers: Type.Optional(Type.Record(Type.String(), Type.String())),
      timeoutS: Type.Optional(Type.Integer({ minimum: 1, maximum: 300 })),
    },
    { additionalProperties: false },
  ),
  origins: ['city'],
  progress: ['none', 'etag', 'page', 'offset', 'next'],
  mistake: ({ url }) =>
    URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
      ? undefined
      : `«${url}» не адрес http или https`,
  address: ({ url }) => new URL(url).href,
  async read(address, { headers, timeoutS = 60 }, _origin, { egress, maxBytes, signal, validators }) {
    const answer = await egress
      .call(address, {
        headers: { accept: '*/*', ...headers, ...conditions(validators) },
        timeoutMs: timeoutS * 1000,
        maxBytes,
        signal,
      })
      .catch((error: unknown) => {
        throw error instanceof EgressError && !signal.aborted ? toFailure(error, address) : error
      })
    if (answer.status === 304) return undefined
    if (answer.status !== 200)
      throw new RunFailure('bad_status', { status: answer.status, host: new URL(address).host })
    return { bytes: answer.body, headers: answer.headers }
  },
})

function conditions({ etag, 'last-modified': since }: Readonly<Record<string, string>>) {
  if (etag) return { 'if-none-match': etag }
  return since ? { 'if-modified-since': since } : {}
}

const codes: Partial<Record<EgressError['reason'], FailureCode>> = {
  private_address: 'private_address',
  no_such_host: 'no_such_host',
  timeout: 'timeout',
  too_large: 'too_many_bytes',
  refused: 'unavailable',
  broken: 'unavailable',
}

const toFailure = (error: EgressError, address: string) =>
  new RunFailure(codes[error.reason] ?? 'rejected', { host: new URL(address).host }, error)

/**
 * The only way out. Private addresses are refused unless the operator has named them, the address that
 * was checked is the address that is called, redirects are checked again, and size and time are bounded.
 */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'

export type EgressFailure = 'unavailable' | 'rejected' | 'unexpected'

/** What went wrong outside: `reason` is a stable word for pages and tests. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly failure: EgressFailure
  readonly reason:
    | 'private_address'
    | 'no_such_host'
    | 'refused'
    | 'timeout'
    | 'too_large'
    | 'too_many_redirects'
    | 'bad_address'
    | 'broken'

  constructor(failure: EgressFailure, reason: EgressError['reason'], message: string, cause?: unknown) {
    super(message, { cause })
    this.failure = failure
    this.reason = reason
  }
}

export interface EgressRequest {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Whole call, milliseconds; 30 s when absent. */
  readonly timeoutMs?: number
  /** Largest answer, bytes; 64 MB when absent. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

export interface EgressAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Where the last redirect led. */
  readonly url: string
}

export interface Egress {
  call(url: string | URL, request?: EgressRequest): Promise<EgressAnswer>
  close(): Promise<void>
}

/** `allowed` names hosts (`localhost`, `10.0.0.5`, `host:port`) that may lie in private ranges. */
export function createEgress(allowed: readonly string[]): Egress {
  const agent = new Agent({
    connect: { timeout: 10_000, lookup: pinnedLookup },
    headersTimeout: 30_000,
    bodyTimeout: 60_000,
  })
  return {
    async call(url, o = {}) {
      const ends = AbortSignal.timeout(o.timeoutMs ?? 30_000)
      const signal = o.signal ? AbortSignal.any([ends, o.signal]) : ends
      let target = parseTarget(url)
      for (let hop = 0; hop <= 5; hop++) {
        await checkTarget(target, allowed)
        const answer = await callOnce(agent, target, o, signal)
        const next = answer.status >= 300 && answer.status < 400 ? answer.headers['location'] : undefined
        if (!next) return answer
        target = parseTarget(new URL(next, target))
      }
      throw new EgressError('rejected', 'too_many_redirects', `more than five redirects from ${url}`)
    },
    close: () => agent.close(),
  }
}

function parseTarget(url: string | URL): URL {
  if (!URL.canParse(String(url))) throw new EgressError('rejected', 'bad_address', `${url} is not an address`)
  const target = new URL(url)
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw new EgressError('rejected', 'bad_address', `${target.protocol} is not http or https`)
  }
  return target
}

/** Addresses that a check has passed, by host name: the connection uses these and asks nobody again. */
const checked = new Map<string, { address: string; family: number }>()

async function checkTarget(url: URL, allowed: readonly string[]): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) ? { address: host, family: isIP(host) } : await resolveHost(host)
  const named = allowed.includes(host) || allowed.includes(url.host)
  if (!named && isPrivate(found.address)) {
    throw new EgressError(
      'rejected',
      'private_address',
      `${url.host} is a private address (${found.address})`,
    )
  }
  checked.set(host, found)
}

async function resolveHost(host: string): Promise<{ address: string; family: number }> {
  try {
    return await lookup(host)
  } catch (cause) {
    throw new EgressError('unavailable', 'no_such_host', `${host} has no address`, cause)
  }
}

type LookupDone = (
  error: Error | null,
  address: string | { address: string; family: number }[],
  family?: number,
) => void

function pinnedLookup(host: string, options: { all?: boolean | undefined }, done: LookupDone): void {
  const found = checked.get(host)
  if (!found) done(new Error(`${host} was not checked`), '', 4)
  else if (options.all) done(null, [found])
  else done(null, found.address, found.family)
}

async function callOnce(
  agent: Agent,
  url: URL,
  o: EgressRequest,
  signal: AbortSignal,
): Promise<EgressAnswer> {
  const maxBytes = o.maxBytes ?? 67_108_864
  try {
    const options: Parameters<typeof request>[1] = {
      dispatcher: agent as Dispatcher,
      method: o.method ?? 'GET',
      headers: { 'user-agent': 'gorod/1', ...o.headers },
      signal,
      ...(o.body !== undefined && { body: o.body }),
    }
    const answer = await request(url, options)
    const body = await readBounded(answer.body, maxBytes)
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')]),
    )
    return { status: answer.statusCode, headers, body, url: url.href }
  } catch (cause) {
    if (cause instanceof EgressError) throw cause
    if (signal.aborted)
      throw new EgressError('unavailable', 'timeout', `${url.host} did not answer in time`, cause)
    const code = (cause as { code?: string }).code
    if (code === 'ECONNREFUSED')
      throw new EgressError('unavailable', 'refused', `${url.host} refuses connections`, cause)
    throw new EgressError(
      'unavailable',
      'broken',
      `${url.host}: ${String((cause as Error).message ?? cause)}`,
      cause,
    )
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes)
      throw new EgressError('rejected', 'too_large', `the answer is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Ranges that are nobody's on the Internet (RFC 6890 and its registry). */
const privateRanges = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  privateRanges.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2001:db8::', 32],
] as const) {
  privateRanges.addSubnet(net, bits, 'ipv6')
}

export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return isPrivate(mapped)
  return privateRanges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

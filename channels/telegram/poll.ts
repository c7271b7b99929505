/**
 * Reading updates without a public address. How far was read is kept together with what was read, so a crash
 * neither loses an update nor takes one twice.
 */
import { EgressError } from '#kernel/server/egress.ts'
import type { Log } from '#kernel/server/log.ts'
import type { FlowsApi } from '#modules/flows/index.ts'
import type { Call } from './send.ts'
import { toAccepted } from './webhook.ts'

export const allowedUpdates = ['message', 'callback_query', 'my_chat_member']

const waitS = 25
/** An answer without updates that came at once: an emulator, which does not wait. */
const idleMs = 250

export interface Poller {
  stop(): Promise<void>
}

export function startPolling(o: { call: Call; flows: FlowsApi; botId: string; log: Log }): Poller {
  const stopping = new AbortController()
  const cursor = `telegram:${o.botId}`
  let troubles = 0

  async function readOnce(): Promise<void> {
    const offset = await o.flows.cursor(cursor)
    const began = performance.now()
    const answer = await o.call(
      'getUpdates',
      { timeout: waitS, allowed_updates: allowedUpdates, ...(offset > 0 && { offset }) },
      { timeoutMs: (waitS + 10) * 1000, signal: stopping.signal },
    )
    if (!answer.ok || !Array.isArray(answer.result))
      throw new Error(`getUpdates: ${answer.status} ${answer.description}`)
    troubles = 0
    const numbers = answer.result
      .map((update) => Number((update as { update_id?: unknown })?.update_id))
      .filter(Number.isInteger)
    if (numbers.length > 0) {
      const accepted = answer.result.flatMap((update) => toAccepted(update, o.botId) ?? [])
      await o.flows.acceptRead(cursor, Math.max(...numbers) + 1, accepted)
    } else if (performance.now() - began < 1000) await pause(idleMs, stopping.signal)
  }

  const going = (async () => {
    // A webhook that was set before would take the updates away.
    await o.call('deleteWebhook', {}).catch(() => {})
    while (!stopping.signal.aborted) {
      try {
        await readOnce()
      } catch (error) {
        if (stopping.signal.aborted) return
        troubles += 1
        const reason = error instanceof EgressError ? error.reason : String(error)
        if (troubles === 1 || troubles % 20 === 0)
          o.log.warn({ reason, troubles }, 'telegram: updates could not be read')
        await pause(Math.min(30_000, 500 * 2 ** Math.min(troubles, 6)), stopping.signal)
      }
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await going
    },
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })

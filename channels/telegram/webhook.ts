/** The address Telegram calls. The secret is compared before anything of the body is looked at. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Check } from 'typebox/value'
import type { RawReply, RawRoute } from '#kernel/server/http/route.ts'
import type { Accepted } from '#modules/flows/index.ts'
import { Update } from './update.ts'

export interface WebhookParts {
  readonly botId: string
  readonly secret: string
  readonly accept: (accepted: Accepted) => Promise<void>
}

export function webhookRoute({ botId, secret, accept }: WebhookParts): RawRoute {
  return {
    method: 'POST',
    path: '/hooks/telegram/:bot',
    access: 'anyone',
    role: 'bots',
    rateLimited: false,
    async handle({ params, headers, body }): Promise<RawReply> {
      const given = headers['x-telegram-bot-api-secret-token'] ?? ''
      if (!isSame(given, secret) || params['bot'] !== botId) return { status: 401, body: '' }
      const event = parseJson(body)
      if (event === undefined) return { status: 400, body: '' }
      const accepted = toAccepted(event, botId)
      if (accepted) await accept(accepted)
      return { status: 200, body: '' }
    },
  }
}

/** Equal in constant time whatever the lengths. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** The event under its own number; events of one chat follow one another. */
export function toAccepted(event: unknown, botId: string): Accepted | undefined {
  if (!Check(Update, event)) return undefined
  const chat = event.message?.chat ?? event.callback_query?.message?.chat ?? event.my_chat_member?.chat
  return {
    channel: 'telegram',
    eventId: `${botId}:${event.update_id}`,
    lane: `telegram:${chat?.id ?? 'none'}`,
    event,
  }
}

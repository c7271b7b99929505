/** Telegram: a bot by webhook, or by polling where there is no public address. Off without a token. */
import { languages } from '#kernel/contract/text.ts'
import { defineModule, type Kit } from '#kernel/server/module.ts'
import { type Delivery, flows, type Heard, type Messenger, type Occasion } from '#modules/flows/index.ts'
import type { Style } from './pages.ts'
import { type Bot, hearUpdate } from './parse.ts'
import { allowedUpdates, type Poller, startPolling } from './poll.ts'
import { writePage, writeViews } from './render.ts'
import { type Call, createCall, sendLetter } from './send.ts'
import { webhookRoute } from './webhook.ts'

export const telegram = defineModule<object>()({
  name: 'telegram',
  needs: { flows },
  start: (kit, { flows: talks }) => {
    const account = kit.config.telegram
    if (!account) return { api: {} }
    const botId = account.token.split(':')[0] ?? ''
    const call = createCall(kit.egress, account)
    const { webhookSecret: secret } = account
    let poller: Poller | undefined
    talks.addMessenger(createMessenger(kit, call, botId))
    return {
      api: {},
      rawRoutes: secret === undefined ? [] : [webhookRoute({ botId, secret, accept: talks.accept })],
      async ready() {
        if (!kit.config.roles.has('bots')) return
        void nameCommands(kit, call)
        if (secret === undefined) poller = startPolling({ call, flows: talks, botId, log: kit.log })
        else void setWebhook(kit, call, botId, secret)
      },
      stop: async () => poller?.stop(),
    }
  },
})

/** Telegram calls HTTPS addresses only; behind another address the operator sets the webhook by hand. */
async function setWebhook(kit: Kit<object>, call: Call, botId: string, secret: string): Promise<void> {
  const url = new URL(`/hooks/telegram/${botId}`, kit.config.publicUrl)
  if (url.protocol !== 'https:') return
  const params = { url: url.href, secret_token: secret, allowed_updates: allowedUpdates }
  const answer = await call('setWebhook', params).catch((error) => ({
    ok: false,
    description: String(error),
  }))
  if (!answer.ok) kit.log.warn({ reason: answer.description }, 'telegram: the webhook was not set')
}

/** The list behind the «menu» key of the client, in every language of ours. */
async function nameCommands(kit: Kit<object>, call: Call): Promise<void> {
  for (const lang of languages) {
    const commands = ['menu', 'back', 'repeat', 'help', 'human'].map((command) => ({
      command,
      description: kit.texts.find(`telegram-command-${command}`, lang) ?? command,
    }))
    const params = { commands, ...(lang !== 'ru' && { language_code: lang }) }
    await call('setMyCommands', params).catch((error) =>
      kit.log.debug({ reason: String(error) }, 'telegram: commands were not named'),
    )
  }
}

function createMessenger(kit: Kit<object>, call: Call, botId: string): Messenger {
  const whoAmI = createIdentity(call, botId)
  const style = ({ lang }: Occasion): Style => ({
    lang,
    timeZone: kit.pack.manifest.timeZone,
    words: (id, values) => kit.texts.find(id, lang, values) ?? id,
  })
  return {
    name: 'telegram',
    budgetMs: 10_000,
    ratePerSecond: 25,
    chatIntervalMs: 1000,
    hear: async (event): Promise<Heard> => hearUpdate(event, await whoAmI(event)),
    write: (views, occasion) => writeViews(views, occasion, style(occasion)),
    turnPage: (shown, page, occasion) =>
      writePage(shown, page, pressedMessage(occasion.event), occasion, style(occasion)),
    receipt: (event) => {
      const id = callbackOf(event)?.id
      return id === undefined
        ? undefined
        : { method: 'answerCallbackQuery', params: { callback_query_id: id }, isReceipt: true }
    },
    send: (letter): Promise<Delivery> => sendLetter(call, letter),
  }
}

/** The name of the bot matters only where somebody else may be addressed. */
function createIdentity(call: Call, botId: string): (event: unknown) => Promise<Bot> {
  let known: Bot | undefined
  return async (event) => {
    if (known) return known
    if (!JSON.stringify(event).includes('@')) return { id: Number(botId), username: '' }
    const { ok, result, description } = await call('getMe', {})
    const username =
      ok && typeof result === 'object' && result !== null
        ? (result as { username?: unknown }).username
        : undefined
    if (typeof username !== 'string') throw new Error(`telegram: getMe: ${description}`)
    known = { id: Number(botId), username }
    return known
  }
}

interface Pressed {
  id?: string
  message?: { message_id?: number; date?: number }
}
const callbackOf = (event: unknown): Pressed | undefined =>
  typeof event === 'object' && event !== null
    ? (event as { callback_query?: Pressed }).callback_query
    : undefined

/** The message to edit; `date: 0` marks one that cannot be edited any more. */
function pressedMessage(event: unknown): number | undefined {
  const message = callbackOf(event)?.message
  return message && message.date !== 0 ? message.message_id : undefined
}

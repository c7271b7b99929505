/** An update of Telegram as an input of a talk. Pure: what the bot is called is passed in. */
import { Check } from 'typebox/value'
import type { Heard, Lang } from '#modules/flows/index.ts'
import { type Callback, type Message, Update } from './update.ts'

export interface Bot {
  readonly id: number
  readonly username: string
}

/** What Telegram can do; a group has neither location nor a standing keyboard. */
export const capsOf = (isPrivate: boolean) => ({
  push: false,
  screen: true,
  speech: false,
  keyboard: isPrivate,
  inline: true,
  callback: true,
  carousel: false,
  geo: isPrivate,
  photo: true,
  links: true,
  app: false,
  edit: true,
  form: false,
})

const nothing = (why: string): Heard => ({ kind: 'nothing', why })

export function hearUpdate(event: unknown, bot: Bot): Heard {
  if (!Check(Update, event)) return nothing('not_an_update')
  if (event.message) return hearMessage(event.message, bot)
  if (event.callback_query) return hearPress(event.callback_query)
  if (event.my_chat_member) {
    const { chat, new_chat_member: member } = event.my_chat_member
    if (chat.type !== 'private') return nothing('member_of_group')
    return { kind: 'door', chat: String(chat.id), open: member.status !== 'kicked' }
  }
  return nothing('unknown_event')
}

function hearMessage(message: Message, bot: Bot): Heard {
  const { from, chat } = message
  if (!from || from.is_bot) return nothing('no_person')
  const isPrivate = chat.type === 'private'
  const found = inputOf(message, bot)
  if (!found) return nothing('unknown_message')
  // In a group the bot speaks when it is spoken to.
  if (!isPrivate && !found.addressed) return nothing('not_addressed')
  return {
    kind: 'turn',
    person: { key: `telegram:${from.id}`, kind: 'platform' as const },
    chat: String(chat.id),
    input: found.input,
    lang: languageOf(from.language_code),
    caps: capsOf(isPrivate),
    ...(found.link !== undefined && { link: found.link }),
    ...(!isPrivate && { overheard: true }),
  }
}

type Turn = Extract<Heard, { kind: 'turn' }>
interface Found {
  readonly input: Turn['input']
  readonly link?: string
  readonly addressed: boolean
}

function inputOf(message: Message, bot: Bot): Found | undefined {
  const { location, contact, photo, document } = message
  if (location) {
    return { input: { kind: 'location', lat: location.latitude, lon: location.longitude }, addressed: false }
  }
  // Somebody else's number proves nothing: the contact of another person is only words.
  if (contact) {
    const own = contact.user_id !== undefined && contact.user_id === message.from?.id
    const slots = own ? { phone: contact.phone_number } : undefined
    return {
      input: { kind: 'phrase', text: own ? contact.phone_number : '', ...(slots && { slots }) },
      addressed: false,
    }
  }
  const largest = photo?.reduce((a, b) => ((b.file_size ?? 0) >= (a.file_size ?? 0) ? b : a))
  if (largest)
    return {
      input: { kind: 'file', id: `telegram:${largest.file_id}`, mime: 'image/jpeg' },
      addressed: false,
    }
  if (document) {
    const { file_id, file_name, mime_type } = document
    return {
      input: {
        kind: 'file',
        id: `telegram:${file_id}`,
        ...(file_name !== undefined && { name: file_name }),
        ...(mime_type !== undefined && { mime: mime_type }),
      },
      addressed: false,
    }
  }
  return message.text === undefined ? undefined : inputOfText(message, message.text, bot)
}

function inputOfText(message: Message, text: string, bot: Bot): Found | undefined {
  const command = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (command) {
    const [name = '', addressee] = text.slice(1, command.length).split('@')
    if (addressee !== undefined && addressee.toLowerCase() !== bot.username.toLowerCase()) return undefined
    return inputOfCommand(name.toLowerCase(), text.slice(command.length).trim())
  }
  const own = `@${bot.username}`.toLowerCase()
  const mention = message.entities?.find(
    // Offsets count UTF-16 units, as strings here do.
    ({ type, offset, length }) =>
      type === 'mention' && text.slice(offset, offset + length).toLowerCase() === own,
  )
  const phrase = mention ? text.slice(0, mention.offset) + text.slice(mention.offset + mention.length) : text
  return { input: { kind: 'phrase', text: tidy(phrase) }, addressed: mention !== undefined }
}

const commands: Readonly<Record<string, Found['input']>> = {
  menu: { kind: 'command', name: 'menu' },
  help: { kind: 'command', name: 'help' },
  repeat: { kind: 'command', name: 'repeat' },
  back: { kind: 'command', name: 'back' },
  stop: { kind: 'command', name: 'stop' },
  human: { kind: 'command', name: 'human' },
}

function inputOfCommand(name: string, rest: string): Found {
  if (name === 'start') {
    const link = /^[A-Za-z0-9_-]{1,64}$/.test(rest) ? rest : undefined
    return { input: { kind: 'command', name: 'menu' }, addressed: true, ...(link !== undefined && { link }) }
  }
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined
  return { input: known ?? { kind: 'phrase', text: tidy(`${name} ${rest}`) }, addressed: true }
}

/** A phrase of a talk is a line; the platform sends up to 4096 signs of anything. */
const tidy = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 4000)

/** `p:<8 hex>:<page>` turns a page; everything else is a press on an option. */
const pagePress = /^p:([0-9a-f]{8}):(\d{1,3})$/

function hearPress({ from, message, data = '' }: Callback): Heard {
  if (!message) return nothing('press_without_chat')
  const isPrivate = message.chat.type === 'private'
  const common = {
    person: { key: `telegram:${from.id}`, kind: 'platform' as const },
    chat: String(message.chat.id),
    lang: languageOf(from.language_code),
    caps: capsOf(isPrivate),
  }
  const page = pagePress.exec(data)
  if (page) return { kind: 'page', ...common, key: page[1] ?? '', page: Number(page[2]) }
  // A press of another shape was not made by us; it is answered as an old one.
  const key = data.length <= 16 ? data : ''
  return { kind: 'turn', ...common, input: { kind: 'press', key }, ...(!isPrivate && { overheard: true }) }
}

const languageOf = (code: string | undefined): Lang =>
  code !== undefined && /^(?!ru|be|uk|kk)/.test(code) ? 'en' : 'ru'

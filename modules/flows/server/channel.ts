/**
 * What the module asks of a channel that answers later, by its own messages (a messenger): to read an event,
 * to write views as messages, to send one. Reading and writing are pure; sending is the only way out.
 */
import type { ChannelName } from '../contract/flow.ts'
import type { Caps, TurnInput } from '../contract/turn.ts'
import type { View } from '../contract/view.ts'

export type Lang = 'ru' | 'en'

/** Who speaks: an account, a user of a platform (`telegram:1000001`), or a device. */
export interface Speaker {
  readonly key: string
  readonly kind: 'account' | 'platform' | 'device'
}

/** What a messenger understood of one event of its platform. */
export type Heard =
  | {
      readonly kind: 'turn'
      readonly person: Speaker
      /** The chat on the platform; events of one chat run one after another. */
      readonly chat: string
      readonly input: TurnInput
      /** Payload of a deep link: a flow, perhaps with an argument, or a token of a talk to go on with. */
      readonly link?: string
      readonly lang: Lang
      readonly caps: Caps
      /** Others read along: a group. Personal values are then neither used nor shown. */
      readonly overheard?: boolean
    }
  /** Another page of something shown before. */
  | {
      readonly kind: 'page'
      readonly person: Speaker
      readonly chat: string
      readonly key: string
      readonly page: number
      readonly lang: Lang
      readonly caps: Caps
    }
  /** The person closed or opened the door for messages of ours. */
  | { readonly kind: 'door'; readonly chat: string; readonly open: boolean }
  | { readonly kind: 'nothing'; readonly why: string }

/** One call of the platform, as it will be stored and sent. */
export interface Letter {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  /** Answers a press; not a message, and not counted as one. */
  readonly isReceipt?: true
}

/** Something with pages: kept, so that a press can turn them. `key` is 8 hex digits. */
export interface Shown {
  readonly key: string
  readonly views: readonly View[]
}

export interface Written {
  readonly letters: readonly Letter[]
  readonly shown: readonly Shown[]
}

export interface Occasion {
  readonly chat: string
  readonly lang: Lang
  readonly caps: Caps
  /** The event that is answered; absent when the answer comes by itself. */
  readonly event?: unknown
  /** Makes 8 hex digits, always the same for the same turn and number. */
  readonly keyOf: (n: number) => string
}

export type Delivery =
  | { readonly state: 'sent'; readonly platformId?: string }
  /** The platform asks to wait. */
  | { readonly state: 'wait'; readonly ms: number }
  /** The person does not want our messages. */
  | { readonly state: 'closed' }
  /** The platform refused this message and always will. */
  | { readonly state: 'failed'; readonly reason: string }
  /** Nobody knows whether it arrived. */
  | { readonly state: 'unknown'; readonly reason: string }

export interface Messenger {
  readonly name: ChannelName
  readonly budgetMs: number
  readonly ratePerSecond: number
  readonly chatIntervalMs: number
  hear(event: unknown): Promise<Heard>
  /** Order of events and their dedupe are by these. */
  write(views: readonly View[], occasion: Occasion): Written
  /** Page `page` (from 0) of what was shown. */
  turnPage(shown: Shown, page: number, occasion: Occasion): Written
  /** What the platform wants to get for every event, whatever comes of it. */
  receipt?(event: unknown): Letter | undefined
  send(letter: Letter): Promise<Delivery>
}

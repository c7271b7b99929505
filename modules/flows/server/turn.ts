/** What a channel asks of the module, and what it gets. */
import type { Plain } from '#kernel/expression/expression.ts'
import type { ChannelName } from '../contract/flow.ts'
import type { Caps, Me, TurnInput } from '../contract/turn.ts'
import type { Outcome, View } from '../contract/view.ts'
import type { Lang, Speaker } from './channel.ts'

export interface TurnAsked {
  readonly channel: ChannelName
  readonly bot?: string
  readonly person: Speaker
  readonly chat?: string
  /** The platform's own id of this event: the same one has an effect once. */
  readonly eventId: string
  /** Opens this flow. Without a flow and without a session the person stands at the menu. */
  readonly flow?: string
  /** Goes on with this talk (the web keeps the id; elsewhere the module knows where a person stands). */
  readonly session?: string
  /** Payload of a deep link: `<flow>`, `<flow>_<house id>`, or `c_<token>` of a talk to go on with. */
  readonly link?: string
  /** A new beginning on the platform: what was open before is left where it is. */
  readonly fresh?: boolean
  readonly inputs?: Readonly<Record<string, Plain>>
  readonly input: TurnInput
  readonly lang: Lang
  readonly caps: Caps
  /** What is known of the person; without it the module's own memory of people on platforms is used. */
  readonly me?: Me
  readonly overheard?: boolean
  readonly budgetMs: number
}

export interface TurnAnswer {
  readonly views: readonly View[]
  readonly outcome: Outcome
  readonly session: string
  readonly flow: string
  /** The talk has come to its end; the views are its answer. */
  readonly done: boolean
  /** The person has left: said goodbye, or went to the menu. */
  readonly left: boolean
  readonly canGoBack: boolean
}

/** Where a person of a messenger or a voice assistant stands: one place in each chat. */
export const laneOf = ({ channel, bot = '', chat = '', person }: TurnAsked): string =>
  [channel, bot, chat, person.key].join('/')

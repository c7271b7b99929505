/** What flows tell the rest of the city. */
import { type Static, Type } from 'typebox'
import { fact } from '#kernel/contract/endpoint.ts'

/** How a turn ended for the person (CATALOGUE.md 9). */
export const TurnOutcome = Type.Union([
  /** The talk has reached its result. */
  Type.Literal('done'),
  /** Something was shown or asked; the talk goes on. */
  Type.Literal('shown'),
  /** An honest empty answer: nothing found. */
  Type.Literal('nothing'),
  Type.Literal('refused'),
  Type.Literal('failed'),
  /** The person stopped or went elsewhere. */
  Type.Literal('left'),
])
export type TurnOutcome = Static<typeof TurnOutcome>

/**
 * Recorded once for each turn, in the transaction that keeps the turn.
 *
 * `personKey` tells people apart and is hashed by whoever counts: the account id (`account`), the user id
 * within the channel (`platform`), or the random id a browser keeps (`device`).
 */
export const flowsTurned = fact(
  'flows.turned',
  Type.Object(
    {
      at: Type.String({ description: 'Instant, ISO 8601' }),
      service: Type.String({ description: 'Id of the service; of the flow where no service names it' }),
      version: Type.Integer(),
      role: Type.Optional(Type.String()),
      need: Type.Optional(Type.String()),
      channel: Type.String(),
      personKey: Type.String({ minLength: 1 }),
      personKind: Type.Union([Type.Literal('account'), Type.Literal('platform'), Type.Literal('device')]),
      outcome: TurnOutcome,
      /** True for the turn that began the talk. */
      started: Type.Boolean(),
      session: Type.String(),
      /** True for a robot that checks whether we are alive: counted apart. */
      monitor: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  { personal: true },
)
export type Turned = Static<typeof flowsTurned.payload>

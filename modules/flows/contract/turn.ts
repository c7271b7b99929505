/** What a channel tells the engine: one parsed input of one person. Nothing else may influence a talk. */
import { type Static, Type } from 'typebox'
import { Point } from '#kernel/contract/geo.ts'
import { LangSchema } from '#kernel/contract/text.ts'

/** What this channel can do for this person in this turn (FLOWS.md 9.2, CHANNELS.md 5.1). */
export const Caps = Type.Object({
  push: Type.Boolean(),
  screen: Type.Boolean(),
  speech: Type.Boolean(),
  keyboard: Type.Boolean(),
  inline: Type.Boolean(),
  callback: Type.Boolean(),
  carousel: Type.Boolean(),
  geo: Type.Boolean(),
  photo: Type.Boolean(),
  links: Type.Boolean(),
  app: Type.Boolean(),
  edit: Type.Boolean(),
  /** A run of questions fits on one page (the web); elsewhere they are asked one by one. */
  form: Type.Boolean(),
})
export type Caps = Static<typeof Caps>

/** A building as flows see it. Resolved once; joins every service. */
export const House = Type.Object({
  id: Type.String(),
  short: Type.String({ description: 'Street and house, the kind of street shortened' }),
  full: Type.String(),
  district: Type.String({ description: 'District id' }),
  municipality: Type.Optional(Type.String()),
  geo: Point,
})
export type House = Static<typeof House>

/** What is known of the person: from the account, or kept on the device. */
export const Me = Type.Object({
  known: Type.Boolean(),
  homes: Type.Array(House, { maxItems: 20 }),
  roles: Type.Array(Type.String(), { maxItems: 40 }),
  subs: Type.Array(Type.Object({ topic: Type.String(), house_id: Type.Optional(Type.String()) }), {
    maxItems: 200,
  }),
})
export type Me = Static<typeof Me>

export const handlerNames = [
  'help',
  'repeat',
  'back',
  'menu',
  'stop',
  'human',
  'unknown',
  'slow',
  'error',
] as const
export type HandlerName = (typeof handlerNames)[number]

/** One input. `slots` are entities the platform has already understood (Alice), by ask type or variable. */
export const TurnInput = Type.Union([
  Type.Object({
    kind: Type.Literal('start'),
    slots: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  Type.Object({
    kind: Type.Literal('phrase'),
    text: Type.String({ maxLength: 4000 }),
    slots: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  /** `k:<8 hex>:<n>`: option n of the question with that key. */
  Type.Object({ kind: Type.Literal('press'), key: Type.String({ maxLength: 16 }) }),
  Type.Object({ kind: Type.Literal('location'), lat: Type.Number(), lon: Type.Number() }),
  Type.Object({
    kind: Type.Literal('file'),
    id: Type.String(),
    name: Type.Optional(Type.String()),
    mime: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('form'), values: Type.Record(Type.String(), Type.Unknown()) }),
  Type.Object({
    kind: Type.Literal('command'),
    name: Type.Union([
      Type.Literal('help'),
      Type.Literal('repeat'),
      Type.Literal('back'),
      Type.Literal('menu'),
      Type.Literal('stop'),
      Type.Literal('human'),
      /** «ещё», «дальше»: the next page of what was shown. */
      Type.Literal('more'),
      /** «Продолжить» after a slow answer. */
      Type.Literal('continue'),
    ]),
  }),
])
export type TurnInput = Static<typeof TurnInput>

export const Turn = Type.Object({
  input: TurnInput,
  /** Instant of the turn, ISO 8601. */
  at: Type.String(),
  /** Random seed of the turn: the only source of randomness. */
  seed: Type.String(),
  lang: LangSchema,
  caps: Caps,
  me: Me,
  /** True when the platform warns that others can hear: `personal` is then handled as `sensitive`. */
  overheard: Type.Optional(Type.Boolean()),
})
export type Turn = Static<typeof Turn>

/**
 * The web channel on the wire: one endpoint, one turn. The browser keeps the id of its talk and draws
 * the views; everything else (version, journal, known answers) stays on the server.
 */
import { type Static, Type } from 'typebox'
import { endpoint } from '#kernel/contract/endpoint.ts'
import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'
import { LangSchema } from '#kernel/contract/text.ts'
import { House, TurnInput } from '#modules/flows/contract/turn.ts'
import { View } from '#modules/flows/contract/view.ts'

export const TalkTurn = Type.Object(
  {
    flow: Type.String({ minLength: 1, maxLength: 63, description: 'Id of the flow' }),
    /** Absent on the first turn of a talk. */
    session: Type.Optional(Type.String({ maxLength: 64 })),
    /** Made by the browser. A turn that arrives twice is answered twice and runs once. */
    turnId: Type.String({ minLength: 8, maxLength: 64 }),
    input: TurnInput,
    lang: LangSchema,
    /** Homes and roles kept on the device, the one in question first. */
    homes: Type.Array(House, { maxItems: 20 }),
    roles: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 40 }),
    /** Random id kept on the device. It stands for the person where nobody has signed in. */
    device: Type.String({ minLength: 8, maxLength: 64 }),
  },
  { additionalProperties: false },
)
export type TalkTurn = Static<typeof TalkTurn>

export const TalkAnswer = Type.Object({
  session: Type.String(),
  views: Type.Array(View),
  /** True when the talk has come to its end; the views are its answer. */
  done: Type.Boolean(),
  /** True when the command `back` would return to an earlier question. */
  canGoBack: Type.Boolean(),
})
export type TalkAnswer = Static<typeof TalkAnswer>

export const takeTurn = endpoint({
  name: 'takeTurn',
  method: 'POST',
  path: '/talk/:flow',
  access: 'anyone',
  summary: 'One turn of a talk on the web: an answer goes in, views come out',
  input: TalkTurn,
  output: TalkAnswer,
})

export const refuse: Refuse<'web.no_such_talk' | 'web.not_on_web'> = defineRefusals({
  /** The talk has expired or belongs to another device: begin again. */
  'web.no_such_talk': 404,
  /** The flow exists, but is not published on the web. */
  'web.not_on_web': 409,
})

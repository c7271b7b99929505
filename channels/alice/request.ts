/** The parts of a request of Alice that are read. Blocks may be absent or null in real requests. */
import { type Static, type TSchema, Type } from 'typebox'

const Maybe = <S extends TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]))
const Anything = Type.Record(Type.String(), Type.Unknown())

export const AliceRequest = Type.Object({
  meta: Maybe(Type.Object({ interfaces: Maybe(Anything), locale: Maybe(Type.String()) })),
  request: Type.Object({
    type: Maybe(Type.String()),
    command: Maybe(Type.String()),
    original_utterance: Maybe(Type.String()),
    payload: Type.Optional(Type.Unknown()),
    markup: Maybe(Type.Object({ dangerous_context: Maybe(Type.Boolean()) })),
    nlu: Maybe(
      Type.Object({
        entities: Maybe(
          Type.Array(Type.Object({ type: Type.String(), value: Type.Optional(Type.Unknown()) })),
        ),
        intents: Maybe(Anything),
      }),
    ),
  }),
  session: Type.Object({
    session_id: Type.String({ minLength: 1, maxLength: 200 }),
    message_id: Type.Integer(),
    skill_id: Type.String(),
    new: Maybe(Type.Boolean()),
    user_id: Maybe(Type.String()),
    user: Maybe(Type.Object({ user_id: Maybe(Type.String()) })),
    application: Maybe(Type.Object({ application_id: Maybe(Type.String()) })),
    location: Maybe(Type.Object({ lat: Type.Number(), lon: Type.Number() })),
  }),
  state: Maybe(Type.Object({ session: Maybe(Anything) })),
})
export type AliceRequest = Static<typeof AliceRequest>

/** What comes back with the next request: which page was said, and that the place was not given. */
export interface Remembered {
  readonly page?: number
  /** Event id of the turn whose pages are being read. */
  readonly turn?: string
  readonly noPlace?: true
}

export const AliceAnswer = Type.Object({
  response: Type.Object({
    text: Type.String({ minLength: 1, maxLength: 1024 }),
    tts: Type.Optional(Type.String({ maxLength: 1024 })),
    buttons: Type.Optional(
      Type.Array(
        Type.Object({
          title: Type.String({ minLength: 1, maxLength: 64 }),
          payload: Type.Optional(Type.Unknown()),
          url: Type.Optional(Type.String({ maxLength: 1024 })),
          hide: Type.Optional(Type.Boolean()),
        }),
        { maxItems: 8 },
      ),
    ),
    card: Type.Optional(
      Type.Union([
        Type.Object({
          type: Type.Literal('ItemsList'),
          header: Type.Optional(Type.Object({ text: Type.String({ maxLength: 64 }) })),
          items: Type.Array(
            Type.Object({
              image_id: Type.Optional(Type.String()),
              title: Type.Optional(Type.String({ maxLength: 128 })),
              description: Type.Optional(Type.String({ maxLength: 256 })),
              button: Type.Optional(Type.Unknown()),
            }),
            { minItems: 1, maxItems: 5 },
          ),
          footer: Type.Optional(Type.Unknown()),
        }),
        Type.Object({
          type: Type.Literal('BigImage'),
          image_id: Type.String(),
          title: Type.Optional(Type.String({ maxLength: 128 })),
          description: Type.Optional(Type.String({ maxLength: 1024 })),
          button: Type.Optional(Type.Unknown()),
        }),
        Type.Object({
          type: Type.Literal('ImageGallery'),
          items: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 10 }),
        }),
      ]),
    ),
    directives: Type.Optional(Anything),
    end_session: Type.Boolean(),
  }),
  session_state: Type.Optional(Anything),
  version: Type.Literal('1.0'),
})
export type AliceAnswer = Static<typeof AliceAnswer>

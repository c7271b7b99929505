/** The parts of a Bot API update that are read. Everything else of it may change without notice. */
import { type Static, Type } from 'typebox'

const Id = Type.Integer()
const Person = Type.Object({
  id: Id,
  is_bot: Type.Optional(Type.Boolean()),
  language_code: Type.Optional(Type.String()),
})
const Chat = Type.Object({ id: Id, type: Type.String() })
const Entity = Type.Object({ type: Type.String(), offset: Type.Integer(), length: Type.Integer() })
const FileRef = Type.Object({
  file_id: Type.String(),
  file_size: Type.Optional(Type.Integer()),
  file_name: Type.Optional(Type.String()),
  mime_type: Type.Optional(Type.String()),
})

const Place = Type.Object({ latitude: Type.Number(), longitude: Type.Number() })

export const Message = Type.Object({
  message_id: Id,
  from: Type.Optional(Person),
  chat: Chat,
  text: Type.Optional(Type.String()),
  caption: Type.Optional(Type.String()),
  entities: Type.Optional(Type.Array(Entity)),
  location: Type.Optional(Place),
  contact: Type.Optional(Type.Object({ phone_number: Type.String(), user_id: Type.Optional(Id) })),
  photo: Type.Optional(Type.Array(FileRef)),
  document: Type.Optional(FileRef),
})
export type Message = Static<typeof Message>

export const Callback = Type.Object({
  id: Type.String(),
  from: Person,
  data: Type.Optional(Type.String()),
  /** `date: 0` marks a message that cannot be edited any more; the emulator sends no date at all. */
  message: Type.Optional(
    Type.Object({ message_id: Type.Optional(Id), chat: Chat, date: Type.Optional(Type.Integer()) }),
  ),
})
export type Callback = Static<typeof Callback>

export const Update = Type.Object({
  update_id: Id,
  message: Type.Optional(Message),
  callback_query: Type.Optional(Callback),
  my_chat_member: Type.Optional(
    Type.Object({ chat: Chat, from: Person, new_chat_member: Type.Object({ status: Type.String() }) }),
  ),
})
export type Update = Static<typeof Update>

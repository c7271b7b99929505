/**
 * What must be said or shown, free of any channel. Every channel has a total function from these to its
 * own messages; nothing here may be dropped on the way (FLOWS.md 10).
 */
import { type Static, Type } from 'typebox'
import { Point } from '#kernel/contract/geo.ts'

/** Shown text and, where it differs, its spoken form. */
export const Said = Type.Object({ text: Type.String(), tts: Type.Optional(Type.String()) })
export type Said = Static<typeof Said>

/** Where an answer is from and how old it is: one quiet line on every answer that rests on data. */
export const Origin = Type.Object({
  source: Type.String(),
  asOf: Type.String({ description: 'Instant the data was true, ISO 8601' }),
  /** True when the promise of freshness is broken, or the upstream failed and this is older data. */
  stale: Type.Boolean(),
})
export type Origin = Static<typeof Origin>

export const askTypes = [
  'text',
  'number',
  'bool',
  'confirm',
  'date',
  'time',
  'phone',
  'email',
  'choice',
  'many',
  'house',
  'location',
  'photo',
  'file',
  'rating',
  'consent',
] as const
export type AskType = (typeof askTypes)[number]

export const Option = Type.Object({
  /** `k:<8 hex>:<n>` */
  press: Type.String(),
  label: Type.String(),
  icon: Type.Optional(Type.String()),
})
export type Option = Static<typeof Option>

const question = {
  /** 8 hex digits: the key of this shown question. */
  key: Type.String(),
  variable: Type.String(),
  type: Type.Enum([...askTypes]),
  text: Said,
  options: Type.Array(Option),
  /** A known value offered as the default (`always`). */
  value: Type.Optional(Type.Unknown()),
  max: Type.Optional(Type.Integer()),
}
export const AskView = Type.Object({ kind: Type.Literal('ask'), ...question })
export type AskView = Static<typeof AskView>

/** Several asks on one page (web only; others get them one by one). */
export const FormView = Type.Object({
  kind: Type.Literal('form'),
  key: Type.String(),
  fields: Type.Array(Type.Object(question)),
})
export type FormView = Static<typeof FormView>

export const TextView = Type.Object({ kind: Type.Literal('text'), text: Said, origin: Type.Optional(Origin) })
export type TextView = Static<typeof TextView>

export const Item = Type.Object({
  title: Type.String(),
  text: Type.Optional(Type.String()),
  /** Spoken form of title and text together. */
  tts: Type.Optional(Type.String()),
  geo: Type.Optional(Point),
  image: Type.Optional(Type.String()),
  icon: Type.Optional(Type.String()),
  link: Type.Optional(Type.String()),
  /** Metres from the person's house or place, where the data says so. */
  distanceM: Type.Optional(Type.Number()),
})
export type Item = Static<typeof Item>

/** `show: list | card | map | media | chart`. A card is one item. */
export const ShowView = Type.Object({
  kind: Type.Union([
    Type.Literal('list'),
    Type.Literal('card'),
    Type.Literal('map'),
    Type.Literal('media'),
    Type.Literal('chart'),
  ]),
  text: Said,
  items: Type.Array(Item),
  /** Numbers of a chart, one for each item title. */
  values: Type.Optional(Type.Array(Type.Number())),
  origin: Type.Optional(Origin),
})
export type ShowView = Static<typeof ShowView>

/** An invitation to go on elsewhere: a code to say, a link to open. */
export const ContinueView = Type.Object({
  kind: Type.Literal('continue'),
  text: Said,
  code: Type.Optional(Type.String()),
  link: Type.Optional(Type.String()),
})
export type ContinueView = Static<typeof ContinueView>

/** One thing said or shown. A turn answers with a list of them, in order; at most the last is a question. */
export const View = Type.Union([AskView, FormView, TextView, ShowView, ContinueView])
export type View = Static<typeof View>

/** How a turn ended, for the touch (CATALOGUE.md 9). */
export const outcomes = ['done', 'shown', 'nothing', 'refused', 'failed', 'left', 'asked'] as const
export type Outcome = (typeof outcomes)[number]

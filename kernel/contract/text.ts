import { type Static, Type } from 'typebox'

export const languages = ['ru', 'en'] as const
export type Lang = (typeof languages)[number]
export const LangSchema = Type.Union([Type.Literal('ru'), Type.Literal('en')])

/** One meaning in several languages; Russian always, English where written. */
export const Text = Type.Object(
  { ru: Type.String(), en: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
export type Text = Static<typeof Text>

/** The words in the asked language, or in Russian. */
export function say(text: Text, lang: Lang): string {
  return (lang === 'en' ? text.en : undefined) ?? text.ru
}

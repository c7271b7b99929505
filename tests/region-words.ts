/** The words by which each region of the repository shows itself in a text: its name, its id, the street of its example. */
import { filesBelow, readText } from './sources.ts'

interface Named {
  readonly id: string
  readonly name: { readonly ru: string; readonly en?: string }
  readonly example?: string
}

/** Said of any region. */
const ofAny = /^(область|край|республика|округ|город|район|oblast|region|city|saint|улица|проспект|шоссе)$/

/** Beginnings of words, so that every case form is found: «лиговск» in «Лиговский» and in «на Лиговском». */
const beginnings = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => !ofAny.test(word))
    .map((word) => word.replace(/[аеёиоуыэюяйь]+$/u, ''))
    .filter((word) => word.length >= 4)

export const regionWords: readonly { readonly id: string; readonly words: readonly string[] }[] = filesBelow(
  'packs',
  /^packs\/[^/]+\/pack\.json$/,
).map((file) => {
  const { id, name, example = '' } = JSON.parse(readText(file)) as Named
  return { id, words: [...new Set([id, name.ru, name.en ?? '', example].flatMap(beginnings))] }
})

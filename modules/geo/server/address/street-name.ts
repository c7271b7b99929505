/** Names of streets taken apart: what kind of street, which words, in which settlement. */
import { foldText } from '#kernel/contract/spelling.ts'
import { writeSpokenNumbers } from './spoken-numbers.ts'

export interface StreetName {
  readonly kind?: StreetKind
  /** Words that tell it from other streets, ordinals as bare digits. */
  readonly words: readonly string[]
  /** Words of the settlement in front of the comma. */
  readonly settlement: readonly string[]
}

interface KindSpec {
  readonly full: string
  readonly short: string
  /** Every other way to write it, folded, without dots. */
  readonly forms: readonly string[]
}

const kinds = {
  street: { full: 'улица', short: 'ул.', forms: 'ул улицы улице улицу street st ulitsa ulica ul'.split(' ') },
  avenue: {
    full: 'проспект',
    short: 'пр.',
    forms: 'пр просп прт пркт проспекта проспекте avenue ave prospekt prospect pr'.split(' '),
  },
  lane: { full: 'переулок', short: 'пер.', forms: 'пер переулка переулке lane pereulok'.split(' ') },
  embankment: {
    full: 'набережная',
    short: 'наб.',
    forms: 'наб набережной embankment emb naberezhnaya nab'.split(' '),
  },
  square: { full: 'площадь', short: 'пл.', forms: 'пл площади square sq ploshchad'.split(' ') },
  highway: { full: 'шоссе', short: 'ш.', forms: 'ш highway shosse'.split(' ') },
  boulevard: {
    full: 'бульвар',
    short: 'бул.',
    forms: 'бул бульв бр бульвара бульваре boulevard bulvar'.split(' '),
  },
  drive: { full: 'проезд', short: 'пр-д', forms: 'прд проезда проезде drive proezd'.split(' ') },
  alley: { full: 'аллея', short: 'ал.', forms: 'ал аллее аллеи alley alleya'.split(' ') },
  road: { full: 'дорога', short: 'дор.', forms: 'дор дороге дороги road doroga'.split(' ') },
  deadEnd: { full: 'тупик', short: 'туп.', forms: 'туп тупика tupik'.split(' ') },
  quarter: { full: 'квартал', short: 'кв-л', forms: 'квл квартале'.split(' ') },
  district: { full: 'микрорайон', short: 'мкр.', forms: 'мкр мкрн мкрне микрорайоне'.split(' ') },
} satisfies Record<string, KindSpec>
export type StreetKind = keyof typeof kinds

const kindOf = new Map<string, StreetKind>(
  (Object.entries(kinds) as [StreetKind, KindSpec][]).flatMap(([kind, { full, forms }]) =>
    [full, ...forms].map((form) => [form, kind] as const),
  ),
)

/** «пр» may also be «проезд». */
export const kindsAgree = (asked: StreetKind, known: StreetKind): boolean =>
  asked === known || (asked === 'avenue' && known === 'drive')

export const streetKindOf = (word: string): StreetKind | undefined => kindOf.get(word)

/**
 * Makes one writing of many: «пр-т» becomes «прт», «10-я» and «десятая» become the word «10-я» that no
 * house number is mistaken for, «В.О.» becomes «во», dots go.
 */
export function foldAddress(text: string): string {
  const joined = foldText(text)
    .replace(/(?<!\p{L})(пр|б|кв|пр-к|просп)-(?=(?:т|кт|р|д|л)(?!\p{L}))/gu, (_, start: string) =>
      start.replace('-', ''),
    )
    .replace(/(?<=\d)\s?-?\s?(?:ая|ый|ий|ой|ую)(?!\p{L})/gu, '-я')
    .replace(/(?<=\d)\s?-\s?(?:я|й|е|ю|го)(?!\p{L})/gu, '-я')
    .replace(/(?<=\d)[яй](?!\p{L})/gu, '-я')
    .replace(/(?<!\p{L})(\p{L})\.\s?(\p{L})\.(?!\p{L})/gu, '$1$2')
    .replace(/[.;:()№#]/gu, ' ')
  return writeSpokenNumbers(joined.replaceAll(',', ' , '))
}

const ordinal = /^\d{1,3}-я$/u

/** Pieces of a folded address: words, ordinals, numbers and signs. */
export const piecesOf = (folded: string): string[] => folded.match(/\d{1,3}-я|\d+|\p{L}+|[/\-,]/gu) ?? []

/** Words of a street in the form in which they are compared: «10-я» is 10. */
export const comparable = (piece: string): string => (ordinal.test(piece) ? piece.slice(0, -2) : piece)

/** Takes the full name of a street apart: «Пушкин, Садовая улица», «10-я линия В.О.». */
export function parseStreetName(name: string): StreetName {
  const comma = name.lastIndexOf(',')
  const settlement = comma < 0 ? [] : wordsOf(name.slice(0, comma))
  const words = wordsOf(name.slice(comma + 1))
  // The kind is the first or the last word; «площадь Искусств» has one, «Красная Площадь» as well.
  const at = words.findIndex((word) => kindOf.has(word))
  const kind = at < 0 ? undefined : kindOf.get(words[at] ?? '')
  const own = words.filter((_, index) => index !== at)
  return {
    ...(kind && own.length > 0 && { kind }),
    words: own.length > 0 ? own : words,
    settlement,
  }
}

const wordsOf = (text: string): string[] =>
  piecesOf(foldAddress(text))
    .filter((piece) => /[\p{L}\d]/u.test(piece))
    .map(comparable)

/** «Лесной пр.», «ул. Марата»: the kind goes short, the rest stays as written. */
export function shortenStreet(name: string): string {
  return name
    .split(' ')
    .map((word) => {
      const kind = kindOf.get(word.toLowerCase())
      return kind && word.toLowerCase() === kinds[kind].full ? kinds[kind].short : word
    })
    .join(' ')
}

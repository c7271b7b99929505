/** The spoken form of a shown text (FLOWS.md 4.1). A synthesizer reads «д. 50» as a letter and a full stop. */
import { sayNumber } from '#kernel/expression/say.ts'

/** Whole words only; JavaScript's \b knows Latin letters alone. */
const before = '(?<![\\p{L}\\p{N}])'
const word = (pattern: string) => new RegExp(`${before}${pattern}`, 'giu')

/** Street kinds are spoken before or after the name as they are written. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [word('пр-кт\\.?(?!\\p{L})'), 'проспект'],
  [word('пр-т\\.?(?!\\p{L})'), 'проспект'],
  [word('пр\\.'), 'проспект'],
  [word('просп\\.'), 'проспект'],
  [word('ул\\.'), 'улица'],
  [word('пер\\.'), 'переулок'],
  [word('наб\\.'), 'набережная'],
  [word('пл\\.'), 'площадь'],
  [word('б-р\\.?(?!\\p{L})'), 'бульвар'],
  [word('бул\\.'), 'бульвар'],
  [word('ш\\.(?=\\s|,|$)'), 'шоссе'],
  [word('пр-д\\.?(?!\\p{L})'), 'проезд'],
  [word('ал\\.'), 'аллея'],
  [word('кан\\.'), 'канал'],
  [word('о\\.(?=\\s?\\p{Lu})'), 'остров'],
  [word('лин\\.'), 'линия'],
  [word('пос\\.'), 'посёлок'],
  [word('ст\\.\\s?м\\.'), 'станция метро'],
  [word('р-н\\.?(?!\\p{L})'), 'район'],
  [word('лит\\.\\s?([а-яa-z])(?!\\p{L})'), 'литера $1'],
  [word('тел\\.'), 'телефон'],
  [word('каб\\.'), 'кабинет'],
  [word('эт\\.'), 'этаж'],
  [word('им\\.'), 'имени'],
  [word('руб\\.'), 'рублей'],
  [word('и т\\.\\s?д\\.'), 'и так далее'],
]

const numbered: readonly (readonly [RegExp, string])[] = [
  [word('(?:дом|д\\.)\\s?(\\d{1,4})(?:/(\\d{1,4}))?'), 'дом'],
  [word('(?:корпус|корп\\.|к\\.)\\s?(\\d{1,3})(?!\\d)'), 'корпус'],
  [word('(?:строение|стр\\.)\\s?(\\d{1,3})(?!\\d)'), 'строение'],
  [word('(?:квартира|кв\\.)\\s?(\\d{1,4})(?!\\d)'), 'квартира'],
]

const measures: readonly (readonly [RegExp, string])[] = [
  [/(\d+)[ \u00a0\u202f]?м(?![\p{L}²³])/giu, 'м'],
  [/(\d+)(?:,(\d))?[ \u00a0\u202f]?км(?!\p{L})/giu, 'км'],
]

const emoji =
  /\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]|[\u{1F3FB}-\u{1F3FF}]|\u{FE0F}|\u{200D}|\u{20E3}/gu
const link = /\b(?:https?:\/\/|www\.)\S+/giu

const spoken = new Map<string, string>()

/** Text for a Russian synthesizer. Meaning stays; signs that cannot be heard go. Same rows are said to many people. */
export function toSpeech(text: string): string {
  const known = spoken.get(text)
  if (known !== undefined) return known
  const speech = speak(text)
  if (spoken.size >= 5000) spoken.clear()
  spoken.set(text, speech)
  return speech
}

function speak(text: string): string {
  let speech = text.replace(link, '').replace(emoji, '')
  // «Лиговский пр., 50» and «Садовая ул., 7/9»: the number after a street is a house.
  speech = speech.replace(
    /((?:пр|ул|пер|наб|пл|бул|ш|пр-т|пр-кт|б-р|пр-д)\.?,\s?)(?=\d)/giu,
    (_, street: string) => `${street}дом `,
  )
  speech = speech.replace(
    /((?:проспект|улица|переулок|набережная|площадь|бульвар|шоссе|проезд|линия),\s?)(?=\d)/giu,
    '$1дом ',
  )
  for (const [pattern, name] of numbered) {
    speech = speech.replace(pattern, (_, number: string, second: unknown) => {
      const fraction = typeof second === 'string' ? ` дробь ${sayNumber(Number(second))}` : ''
      return `${name} ${sayNumber(Number(number))}${fraction}`
    })
  }
  speech = speech.replace(
    /(дом [\p{L} ]+?)к(\d{1,3})(?!\d)/giu,
    (_, house: string, block: string) => `${house} корпус ${sayNumber(Number(block))}`,
  )
  // «ул.Гороховая»: people leave the space out.
  speech = speech.replace(/(\p{L}\.)(?=\p{Lu}\p{Ll})/gu, '$1 ')
  for (const [pattern, spoken] of shortened) speech = speech.replace(pattern, spoken)
  for (const [pattern, unit] of measures)
    speech = speech.replace(pattern, (_, whole: string, tenth: unknown) => sayMeasure(whole, tenth, unit))
  return speech
    .replace(/[–—]/gu, '-')
    .replace(/(\d)\s?-\s?(?=\d)/gu, '$1 - ')
    .replace(/№\s?/gu, 'номер ')
    .replace(/[«»"„“*_#|]/gu, '')
    .replace(/\s*\n+\s*/gu, '. ')
    .replace(/([.!?:;,])(?:\s*\.)+/gu, '$1')
    .replace(/\s{2,}/gu, ' ')
    .replace(/\s+([.,;:!?])/gu, '$1')
    .trim()
}

function sayMeasure(whole: string, tenth: unknown, unit: string): string {
  const n = Number(whole)
  if (typeof tenth === 'string') return `${sayNumber(Number(`${whole}.${tenth}`))} километра`
  const last = n % 10
  const teen = n % 100 >= 11 && n % 100 <= 14
  const form = last === 1 && !teen ? 0 : last >= 2 && last <= 4 && !teen ? 1 : 2
  const forms = unit === 'м' ? ['метр', 'метра', 'метров'] : ['километр', 'километра', 'километров']
  return `${sayNumber(n)} ${forms[form] ?? ''}`
}

/** Numbers as people say and write them: «22», «двадцать два», «две тысячи», «полтора», «второй». */
import { cardinalWords, ordinalWord } from '#kernel/contract/number-words.ts'
import { plainWords } from './plain-words.ts'

const cardinals: Readonly<Record<string, number>> = {
  ...Object.fromEntries(cardinalWords),
  ноль: 0,
  нуль: 0,
  одно: 1,
  раз: 1,
  ...Object.fromEntries(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
      .split(' ')
      .map((word, value) => [word, value]),
  ),
  ...Object.fromEntries(
    'twenty thirty forty fifty sixty seventy eighty ninety'
      .split(' ')
      .map((word, at) => [word, (at + 2) * 10]),
  ),
}

const scales: Record<string, number> = {
  hundred: 100,
  тысяча: 1000,
  тысячи: 1000,
  тысяч: 1000,
  thousand: 1000,
  миллион: 1e6,
  миллиона: 1e6,
  миллионов: 1e6,
  million: 1e6,
}

const englishOrdinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/** «второй», «двадцать первое», «2-й», «second». */
export function parseOrdinal(text: string): number | undefined {
  const words = plainWords(text)
    .replace(/^(?:номер|вариант|пункт|the) /u, '')
    .split(' ')
  const digits = /^(\d{1,3})-?(?:й|ый|ий|ой|я|ая|е|ое|го|ого|st|nd|rd|th)$/u.exec(words.join(''))
  if (digits) return Number(digits[1])
  const last = words.at(-1) ?? ''
  if (words.length === 1 && englishOrdinals.includes(last)) return englishOrdinals.indexOf(last) + 1
  const ordinal = ordinalWord(last)
  if (ordinal === undefined || words.length > 2) return undefined
  if (words.length === 1) return ordinal
  const tens = cardinals[words[0] ?? '']
  return tens !== undefined && tens >= 20 && tens % 10 === 0 && ordinal < 10 ? tens + ordinal : undefined
}

/** The one number of a phrase: «нас двадцать два человека» is 22; two numbers are no answer. */
export function parseNumber(text: string): number | undefined {
  const written = text.trim().replace(/[−–]/gu, '-')
  const joined = written.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/gu, '')
  const digits = joined.match(/(?<![\p{L}\d])-?\d+(?:[.,]\d+)?(?![\p{L}\d])/gu)
  if (digits) {
    const [only] = digits
    return digits.length === 1 && only !== undefined
      ? scaled(Number(only.replace(',', '.')), joined)
      : undefined
  }
  return parseNumberWords(plainWords(written))
}

function scaled(n: number, text: string): number {
  const scale = /\d\s*(тысяч|тыс|миллион|млн|thousand|million)/iu.exec(text)?.[1]?.toLowerCase()
  return scale === undefined ? n : n * (scale.startsWith('т') ? 1000 : 1e6)
}

function parseNumberWords(text: string): number | undefined {
  if (/(^| )(?:полтора|полторы)( |$)/u.test(text)) return 1.5
  let sum = 0
  let group = 0
  let started = false
  let ended = false
  let negative = false
  let lowest = Number.POSITIVE_INFINITY
  for (const word of text.split(/[ -]/u)) {
    const [value, scale] = [cardinals[word], scales[word]]
    if (value === undefined && scale === undefined) {
      if (started) ended = true
      negative ||= word === 'минус' || word === 'minus'
      continue
    }
    if (ended) return undefined
    started = true
    if (scale === 100) {
      group = Math.max(1, group) * 100
      lowest = 100
    } else if (scale !== undefined) {
      sum += Math.max(1, group) * scale
      group = 0
      lowest = Number.POSITIVE_INFINITY
    } else if (value !== undefined) {
      // «два три» is two numbers, «двадцать три» is one.
      const size = value >= 100 ? 100 : value >= 20 ? 10 : 1
      if (group > 0 && size >= lowest) return undefined
      group += value
      lowest = value >= 10 && value < 20 ? 1 : size
    }
  }
  return started ? (negative ? -1 : 1) * (sum + group) : undefined
}

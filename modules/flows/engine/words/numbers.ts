/** Numbers as people say and write them: «22», «двадцать два», «две тысячи», «полтора», «второй». */
import { plainWords } from './plain-words.ts'

const cardinals: Record<string, number> = {
  ноль: 0,
  нуль: 0,
  один: 1,
  одна: 1,
  одно: 1,
  раз: 1,
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  шесть: 6,
  семь: 7,
  восемь: 8,
  девять: 9,
  десять: 10,
  одиннадцать: 11,
  двенадцать: 12,
  тринадцать: 13,
  четырнадцать: 14,
  пятнадцать: 15,
  шестнадцать: 16,
  семнадцать: 17,
  восемнадцать: 18,
  девятнадцать: 19,
  двадцать: 20,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
  шестьдесят: 60,
  семьдесят: 70,
  восемьдесят: 80,
  девяносто: 90,
  сто: 100,
  двести: 200,
  триста: 300,
  четыреста: 400,
  пятьсот: 500,
  шестьсот: 600,
  семьсот: 700,
  восемьсот: 800,
  девятьсот: 900,
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
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

/** Stems of ordinals with any ending: перв-ый, перв-ая, перв-ого. */
const ordinalStems: readonly (readonly [string, number])[] = [
  ['одиннадцат', 11],
  ['двенадцат', 12],
  ['тринадцат', 13],
  ['четырнадцат', 14],
  ['пятнадцат', 15],
  ['шестнадцат', 16],
  ['семнадцат', 17],
  ['восемнадцат', 18],
  ['девятнадцат', 19],
  ['двадцат', 20],
  ['тридцат', 30],
  ['перв', 1],
  ['втор', 2],
  ['трет', 3],
  ['четверт', 4],
  ['пят', 5],
  ['шест', 6],
  ['седьм', 7],
  ['восьм', 8],
  ['девят', 9],
  ['десят', 10],
]
const ordinalEnding = /^(?:ый|ий|ой|ая|ья|ое|ье|ого|его|ьего|ьей|ьему|ей|ом|ем|ому|ему|ую|ью|ых|ым)$/u
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
  const stem = ordinalStems.find(
    ([start]) => last.startsWith(start) && ordinalEnding.test(last.slice(start.length)),
  )
  if (!stem || words.length > 2) return undefined
  if (words.length === 1) return stem[1]
  const tens = cardinals[words[0] ?? '']
  return tens !== undefined && tens >= 20 && tens % 10 === 0 && stem[1] < 10 ? tens + stem[1] : undefined
}

/** The one number of a phrase: «нас двадцать два человека» is 22; two numbers are no answer. */
export function parseNumber(text: string): number | undefined {
  const written = text.trim().replace(/[−–]/gu, '-')
  const joined = written.replace(/(?<=\d)[\s {2}](?=\d{3}(?!\d))/gu, '')
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

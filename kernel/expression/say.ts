/** Numbers and dates in Russian words. Speech needs them: a synthesizer reads «22 заявки» in the wrong case. */

const units = ['', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять']
const teens = [
  'десять',
  'одиннадцать',
  'двенадцать',
  'тринадцать',
  'четырнадцать',
  'пятнадцать',
  'шестнадцать',
  'семнадцать',
  'восемнадцать',
  'девятнадцать',
]
const tens = [
  '',
  '',
  'двадцать',
  'тридцать',
  'сорок',
  'пятьдесят',
  'шестьдесят',
  'семьдесят',
  'восемьдесят',
  'девяносто',
]
const hundreds = [
  '',
  'сто',
  'двести',
  'триста',
  'четыреста',
  'пятьсот',
  'шестьсот',
  'семьсот',
  'восемьсот',
  'девятьсот',
]
const scales: readonly { feminine: boolean; forms: readonly [string, string, string] }[] = [
  { feminine: false, forms: ['', '', ''] },
  { feminine: true, forms: ['тысяча', 'тысячи', 'тысяч'] },
  { feminine: false, forms: ['миллион', 'миллиона', 'миллионов'] },
  { feminine: false, forms: ['миллиард', 'миллиарда', 'миллиардов'] },
]

/** The Russian form for a number: 1 заявка, 2 заявки, 5 заявок. A fraction takes the second form. */
export function pluralOf(n: number, one: string, few: string, many: string): string {
  const whole = Math.abs(n)
  if (!Number.isInteger(whole)) return few
  const last = whole % 10
  const lastTwo = whole % 100
  if (last === 1 && lastTwo !== 11) return one
  return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? few : many
}

function sayTriple(n: number, feminine: boolean): string[] {
  const rest = n % 100
  const words = [hundreds[Math.floor(n / 100)]]
  if (rest >= 10 && rest < 20) return [...words, teens[rest - 10]].filter(isWord)
  const unit = rest % 10
  const gendered = feminine && unit === 1 ? 'одна' : feminine && unit === 2 ? 'две' : units[unit]
  return [...words, tens[Math.floor(rest / 10)], gendered].filter(isWord)
}

const isWord = (word: string | undefined): word is string => word !== undefined && word !== ''

function sayWhole(n: number, feminine: boolean): string {
  if (n === 0) return 'ноль'
  const words: string[] = []
  scales.forEach(({ feminine: scaleIsFeminine, forms }, power) => {
    const triple = Math.floor(n / 1000 ** power) % 1000
    if (triple === 0) return
    const name = pluralOf(triple, ...forms)
    words.unshift(...sayTriple(triple, power === 0 ? feminine : scaleIsFeminine), ...(name ? [name] : []))
  })
  return words.join(' ')
}

/** A number as Russian words: 42 is «сорок два», 2.5 is «две целых пять десятых». Up to 999 billion, two decimals. */
export function sayNumber(n: number): string {
  const rounded = Math.round(Math.abs(n) * 100) / 100
  if (rounded >= 1e12) return String(n)
  const sign = n < 0 && rounded !== 0 ? 'минус ' : ''
  const whole = Math.floor(rounded)
  const cents = Math.round((rounded - whole) * 100)
  if (cents === 0) return sign + sayWhole(whole, false)
  const [part, one, many] = cents % 10 === 0 ? [cents / 10, 'десятая', 'десятых'] : [cents, 'сотая', 'сотых']
  const wholeName = pluralOf(whole, 'целая', 'целых', 'целых')
  return `${sign}${sayWhole(whole, true)} ${wholeName} ${sayWhole(part, true)} ${pluralOf(part, one, many, many)}`
}

/** Numbers as a voice assistant writes them down: «невский сто двадцать», «десятая линия». */

const units =
  'один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'
const tens = 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'
const hundreds = 'сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'

const cardinals = new Map<string, number>([
  ...units.split(' ').map((word, at) => [word, at + 1] as const),
  ...tens.split(' ').map((word, at) => [word, (at + 2) * 10] as const),
  ...hundreds.split(' ').map((word, at) => [word, (at + 1) * 100] as const),
  ['одна', 1],
  ['две', 2],
])

const ordinalStems: readonly (readonly [string, number])[] = [
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
]
const ordinalEnding = /^(?:ая|ый|ий|ой|ья|ую|ью|ей|ьей|ом|ьем|ого|ьего)$/u

/** Ordinals come out as «10-я», so that they are never taken for a house. */
function ordinalOf(word: string): number | undefined {
  return ordinalStems.find(
    ([stem]) => word.startsWith(stem) && ordinalEnding.test(word.slice(stem.length)),
  )?.[1]
}

/** Writes spoken numbers as digits and leaves everything else alone. Two numbers in a row stay two. */
export function writeSpokenNumbers(folded: string): string {
  const out: string[] = []
  let sum = 0
  // The size a following word must be below to belong to the same number.
  let below = 0
  const flush = () => {
    if (sum > 0) out.push(String(sum))
    sum = 0
    below = 0
  }
  for (const word of folded.split(/\s+/u).filter(Boolean)) {
    const bare = word.replace(/[.,]+$/u, '')
    const value = cardinals.get(bare)
    const ordinal = value === undefined ? ordinalOf(bare) : undefined
    if (value !== undefined) {
      if (value >= below) flush()
      sum += value
      below = value >= 100 ? 100 : value >= 20 ? 10 : 1
      if (bare !== word) flush()
    } else if (ordinal !== undefined) {
      const joins = sum > 0 && ordinal < below
      if (!joins) flush()
      out.push(`${sum + ordinal}-я`)
      sum = 0
      below = 0
    } else {
      flush()
      out.push(word)
    }
  }
  flush()
  return out.join(' ')
}

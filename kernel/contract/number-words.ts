/**
 * Russian number words: what an address and an answer are understood by, and what a voice says. Values only;
 * how words join into numbers differs between a house and a count.
 */

const units =
  'один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'
const tens = 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'
const hundreds = 'сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'

/** «двадцать» → 20. */
export const cardinalWords: ReadonlyMap<string, number> = new Map([
  ...units.split(' ').map((word, at) => [word, at + 1] as const),
  ...tens.split(' ').map((word, at) => [word, (at + 2) * 10] as const),
  ...hundreds.split(' ').map((word, at) => [word, (at + 1) * 100] as const),
  ['одна', 1],
  ['две', 2],
])

// Longer stems first: «пятнадцат» before «пят».
const ordinalStems =
  'одиннадцат:11 двенадцат:12 тринадцат:13 четырнадцат:14 пятнадцат:15 шестнадцат:16 семнадцат:17 восемнадцат:18 девятнадцат:19 двадцат:20 тридцат:30 перв:1 втор:2 трет:3 четверт:4 пят:5 шест:6 седьм:7 восьм:8 девят:9 десят:10'
    .split(' ')
    .map((pair) => {
      const [stem = '', value] = pair.split(':')
      return [stem, Number(value)] as const
    })
const ordinalEnding = /^(?:ый|ий|ой|ая|ья|ое|ье|ого|его|ьего|ьей|ьему|ей|ом|ем|ьем|ому|ему|ую|ью|ых|ым)$/u

/** «перв-ый», «треть-ей», in any case and gender. */
export function ordinalWord(word: string): number | undefined {
  return ordinalStems.find(
    ([stem]) => word.startsWith(stem) && ordinalEnding.test(word.slice(stem.length)),
  )?.[1]
}

/** Rule 3: an answer is matched to an option by value, never by label alone, in a fixed order of levels. */
import type { OpenOption } from './state.ts'
import { parseNumber, parseOrdinal } from './words/numbers.ts'
import { plainWords } from './words/plain-words.ts'

export type Match = { kind: 'one'; index: number } | { kind: 'several'; indexes: number[] } | { kind: 'none' }

type Level = (phrase: string, option: OpenOption, index: number) => boolean

const namesOf = (option: OpenOption): string[] =>
  [option.label, ...option.say].map(plainWords).filter((name) => name !== '')

const exactLevels: readonly Level[] = [
  (phrase, option) => typeof option.value !== 'object' && plainWords(String(option.value)) === phrase,
  (phrase, _, index) =>
    /^(?:номер |вариант |пункт )?[\p{L}\d ]+$/u.test(phrase) && wholeNumber(phrase) === index + 1,
  (phrase, option) => namesOf(option).includes(phrase),
]

const looseLevels: readonly Level[] = [
  (phrase, _, index) => parseOrdinal(phrase) === index + 1,
  (phrase, option) => phrase.length >= 3 && namesOf(option).some((name) => name.startsWith(phrase)),
  (phrase, option) => namesOf(option).some((name) => isOneTypoAway(phrase, name)),
]

/** A phrase that is nothing but a number: «2», «номер два». */
function wholeNumber(phrase: string): number | undefined {
  const bare = phrase.replace(/^(?:номер|вариант|пункт) /u, '')
  if (/^\d{1,3}$/u.test(bare)) return Number(bare)
  return bare.split(' ').every((word) => parseNumber(word) !== undefined) ? parseNumber(bare) : undefined
}

/** Value, number, label or synonym: nothing is guessed. */
export const matchExactly = (text: string, options: readonly OpenOption[]): Match =>
  matchBy(exactLevels, text, options)

/** Ordinal, prefix, one typing error. */
export const matchLoosely = (text: string, options: readonly OpenOption[]): Match =>
  matchBy(looseLevels, text, options)

/** The first level at which any option fits decides; two options at one level are asked again. */
function matchBy(levels: readonly Level[], text: string, options: readonly OpenOption[]): Match {
  const phrase = plainWords(text)
  if (phrase === '') return { kind: 'none' }
  for (const level of levels) {
    const indexes = options.flatMap((option, index) => (level(phrase, option, index) ? [index] : []))
    const [first] = indexes
    if (indexes.length > 1) return { kind: 'several', indexes }
    if (first !== undefined) return { kind: 'one', index: first }
  }
  return { kind: 'none' }
}

/** One letter wrong, missing, extra, or two neighbours swapped, in words of five letters and more. */
export function isOneTypoAway(phrase: string, name: string): boolean {
  const said = phrase.split(' ')
  const wanted = name.split(' ')
  if (said.length !== wanted.length || phrase === name) return false
  return said.every((word, at) => {
    const other = wanted[at] ?? ''
    return word === other || (Math.min(word.length, other.length) >= 5 && distanceIsOne(word, other))
  })
}

function distanceIsOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  )
}

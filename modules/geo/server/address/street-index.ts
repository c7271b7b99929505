/**
 * Streets by their words, in memory: a region has thousands of them, not millions. Each asked word finds
 * known words (equal, beginning, inflected, mistyped), and each street is weighed by how much of the
 * question it explains and how much of it was named.
 */
import { slipsBetween, slipsForgiven, trigramsOf } from '#kernel/contract/spelling.ts'
import { kindsAgree, parseStreetName, type StreetKind, type StreetName } from './street-name.ts'

export interface StreetEntry {
  readonly name: string
  readonly houses: number
  readonly districts: readonly string[]
  /** Known as a whole, without a house number. */
  readonly isPlace?: boolean
}

export interface StreetHit {
  readonly street: StreetEntry
  /** 0–1. */
  readonly score: number
  /** Found by another name of the street: «Стройка». */
  readonly byAlias: boolean
  readonly byTypo: boolean
  /** District ids that the question named beside the street. */
  readonly districts: readonly string[]
}

export interface StreetIndex {
  find(words: readonly string[], kind: StreetKind | undefined, isUnfinished: boolean): StreetHit[]
}

export interface StreetSources {
  readonly streets: readonly StreetEntry[]
  /** Other names → full names of streets. */
  readonly aliases: Readonly<Record<string, string>>
  /** District ids → words that name the district. */
  readonly districtWords: ReadonlyMap<string, readonly string[]>
}

/** One way to name a street. */
interface Sign {
  readonly street: StreetEntry
  readonly name: StreetName
  readonly isAlias: boolean
  readonly weight: number
}

interface WordMatch {
  readonly word: string
  readonly score: number
  readonly isTypo: boolean
}

/** Short words tell streets apart less than long ones; numbers tell them apart entirely. */
const weightOf = (word: string): number =>
  /^\d/.test(word) ? 5 : word.length <= 2 ? 1.5 : Math.min(8, word.length)

export function createStreetIndex({ streets, aliases, districtWords }: StreetSources): StreetIndex {
  const byName = new Map(streets.map((street) => [street.name, street]))
  const signs: Sign[] = streets.map((street) => toSign(street, street.name, false))
  for (const [alias, name] of Object.entries(aliases)) {
    const street = byName.get(name)
    if (street) signs.push(toSign(street, alias, true))
  }
  const vocabulary = createVocabulary(signs.flatMap(({ name }) => [...name.words, ...name.settlement]))
  const signsOf = new Map<string, Set<Sign>>()
  for (const sign of signs)
    for (const word of [...sign.name.words, ...sign.name.settlement])
      signsOf.set(word, (signsOf.get(word) ?? new Set()).add(sign))

  return {
    find(asked, kind, isUnfinished) {
      if (asked.length === 0 || asked.length > 12) return []
      const matches = asked.map((word, at) => vocabulary.find(word, isUnfinished && at === asked.length - 1))
      const named = asked.map((word) => districtsNamed(word, districtWords))
      const candidates = new Set<Sign>()
      for (const found of matches)
        for (const { word } of found.values())
          for (const sign of signsOf.get(word) ?? []) candidates.add(sign)
      const best = new Map<string, StreetHit>()
      for (const sign of candidates) {
        const hit = weigh(sign, { asked, matches, named, kind })
        if (hit && hit.score > (best.get(hit.street.name)?.score ?? 0.3)) best.set(hit.street.name, hit)
      }
      return [...best.values()].sort((a, b) => b.score - a.score || b.street.houses - a.street.houses)
    },
  }
}

function toSign(street: StreetEntry, text: string, isAlias: boolean): Sign {
  const name = parseStreetName(text)
  return { street, name, isAlias, weight: name.words.reduce((sum, word) => sum + weightOf(word), 0) }
}

interface Question {
  readonly asked: readonly string[]
  readonly matches: readonly ReadonlyMap<string, WordMatch>[]
  readonly named: readonly (readonly string[])[]
  readonly kind: StreetKind | undefined
}

function weigh(sign: Sign, { asked, matches, named, kind }: Question): StreetHit | undefined {
  const used = new Set<string>()
  let explained = 0
  let total = 0
  let quality = 0
  let byTypo = false
  let touched = 0
  const districts = new Set<string>()
  asked.forEach((word, at) => {
    const found = matches[at] ?? new Map<string, WordMatch>()
    const own = bestOf(sign.name.words, found, used)
    const weight = weightOf(word)
    total += weight
    if (own) {
      used.add(own.word)
      explained += weight
      quality += weightOf(own.word) * own.score
      touched += weightOf(own.word)
      byTypo ||= own.isTypo
      return
    }
    const place = bestOf(sign.name.settlement, found, used)
    const here = (named[at] ?? []).filter((id) => sign.street.districts.includes(id))
    if (place || here.length > 0) explained += weight
    for (const id of here) districts.add(id)
  })
  if (touched === 0) return undefined
  // A stray word spoils more than an omitted one: people shorten names, they rarely add to them.
  const understood = (explained / total) ** 2
  const completeness = 0.55 + 0.45 * (touched / sign.weight)
  const kindFactor =
    kind === undefined || sign.name.kind === undefined ? 1 : kindsAgree(kind, sign.name.kind) ? 1.02 : 0.72
  const score = Math.min(
    1,
    (quality / touched) * understood * completeness * kindFactor * (sign.isAlias ? 0.99 : 1),
  )
  return { street: sign.street, score, byAlias: sign.isAlias, byTypo, districts: [...districts] }
}

function bestOf(words: readonly string[], found: ReadonlyMap<string, WordMatch>, used: ReadonlySet<string>) {
  let best: WordMatch | undefined
  for (const word of words) {
    const match = used.has(word) ? undefined : found.get(word)
    if (match && match.score > (best?.score ?? 0)) best = match
  }
  return best
}

function districtsNamed(word: string, districtWords: ReadonlyMap<string, readonly string[]>): string[] {
  if (word.length < 4) return []
  // «Кронштадт» and «Колпино» name the districts around them.
  const root = word.replace(/[аеиоуыья]$/u, '')
  const isNamed = (name: string) => sharesStem(word, name) || (root.length >= 5 && name.startsWith(root))
  return [...districtWords].filter(([, names]) => names.some(isNamed)).map(([id]) => id)
}

/** Russian endings change up to three last letters: «Невском», «Невского», «Невский». */
function sharesStem(a: string, b: string): boolean {
  const stem = Math.max(4, Math.max(a.length, b.length) - 3)
  return a.length >= stem && b.length >= stem && a.slice(0, stem) === b.slice(0, stem)
}

interface Vocabulary {
  find(word: string, isUnfinished: boolean): ReadonlyMap<string, WordMatch>
}

function createVocabulary(all: readonly string[]): Vocabulary {
  const words = [...new Set(all)].sort()
  const byTrigram = new Map<string, string[]>()
  for (const word of words)
    for (const piece of new Set(trigramsOf(word)))
      byTrigram.set(piece, [...(byTrigram.get(piece) ?? []), word])

  return {
    find(asked, isUnfinished) {
      const found = new Map<string, WordMatch>()
      const add = (word: string, score: number, isTypo = false) => {
        if (score > (found.get(word)?.score ?? 0)) found.set(word, { word, score, isTypo })
      }
      // A number is itself or nothing: 17 is no slip of 18, nor the beginning of 170.
      for (let at = firstFrom(words, asked); at < words.length; at++) {
        const word = words[at] ?? ''
        if (!word.startsWith(asked)) break
        if (word === asked) add(word, 1)
        else if (!/^\d/.test(asked)) add(word, beginning(asked, word, isUnfinished))
      }
      if (/^\d/.test(asked) || asked.length < 4) return found
      for (const word of similar(asked, byTrigram)) {
        const slips = slipsBetween(asked, word, slipsForgiven(Math.min(asked.length, word.length)))
        if (sharesStem(asked, word)) add(word, 0.9, slips === 1)
        if (slips) add(word, slips === 1 ? 0.84 : 0.7, true)
        if (isUnfinished && word.length > asked.length + 1 && asked.length >= 5) {
          const start = slipsBetween(asked, word.slice(0, asked.length), 1)
          if (start) add(word, 0.62, true)
        }
      }
      return found
    },
  }
}

const beginning = (asked: string, word: string, isUnfinished: boolean): number =>
  isUnfinished
    ? 0.8 + 0.2 * (asked.length / word.length)
    : asked.length === 1
      ? 0.75
      : 0.7 + 0.2 * (asked.length / word.length)

function similar(asked: string, byTrigram: ReadonlyMap<string, readonly string[]>): string[] {
  const shared = new Map<string, number>()
  const pieces = new Set(trigramsOf(asked))
  for (const piece of pieces)
    for (const word of byTrigram.get(piece) ?? []) shared.set(word, (shared.get(word) ?? 0) + 1)
  const enough = Math.max(2, Math.floor(pieces.size / 4))
  return [...shared].filter(([, count]) => count >= enough).map(([word]) => word)
}

/** Binary search: the first word not less than the asked one. */
function firstFrom(words: readonly string[], asked: string): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle] ?? '') < asked) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Understands a free text as an address: which of its numbers is the house, which words are the street, and
 * whether the hands were on the wrong keyboard layout. Nothing is looked up here but streets in memory.
 */
import { swapLayout, transliterate } from '#kernel/contract/spelling.ts'
import type { Reading } from '../../contract.ts'
import { type HouseNumber, readHouseAt } from './house-number.ts'
import type { StreetHit, StreetIndex } from './street-index.ts'
import { comparable, foldAddress, piecesOf, type StreetKind, streetKindOf } from './street-name.ts'

export interface AddressReading {
  readonly street: StreetHit
  readonly house?: HouseNumber
  /** 0–1: how sure we are of this street and of this number being the house. */
  readonly confidence: number
}

export interface Understood {
  readonly readings: readonly AddressReading[]
  readonly how: Reading
}

/** Below this the words are somebody's words, not an address. */
const leastConfidence = 0.5
const postcode = /^\d{6}$/

/** `noise`: folded words that say nothing here: the name of the region, «город». */
export function understandAddress(text: string, index: StreetIndex, noise: ReadonlySet<string>): Understood {
  const tries: [Reading, string][] = [['plain', text]]
  if (/[a-z]/i.test(text)) tries.push(['layout', swapLayout(text)], ['transliteration', transliterate(text)])
  else if (/\p{L}/u.test(text)) tries.push(['transliteration', transliterate(swapLayout(text))])
  let best: Understood = { readings: [], how: 'plain' }
  for (const [how, meant] of tries) {
    const readings = readAddress(meant, index, noise)
    const sure = (found: readonly AddressReading[]) => found[0]?.confidence ?? 0
    // Another layout must be clearly better than what was typed.
    if (sure(readings) > sure(best.readings) + (how === 'plain' ? 0 : 0.1)) best = { readings, how }
    if (sure(best.readings) >= 0.8) break
  }
  const [first] = best.readings
  if (best.how !== 'plain' || !first) return best
  return { ...best, how: first.street.byTypo ? 'typo' : first.street.byAlias ? 'name' : 'plain' }
}

function readAddress(text: string, index: StreetIndex, noise: ReadonlySet<string>): AddressReading[] {
  const pieces = piecesOf(foldAddress(text)).filter((piece) => !noise.has(piece) && !postcode.test(piece))
  const isUnfinished = !/[\s,.]$/u.test(text)
  const found = new Map<string, AddressReading>()
  for (const split of splits(pieces)) {
    const { words, kind } = wordsOfStreet(split.rest)
    const endsWithStreet = split.house === undefined && isUnfinished
    for (const street of index.find(words, kind, endsWithStreet).slice(0, 12)) {
      const confidence = street.score * split.trust
      if (confidence < leastConfidence || confidence <= (found.get(street.street.name)?.confidence ?? 0))
        continue
      found.set(street.street.name, { street, confidence, ...(split.house && { house: split.house }) })
    }
  }
  return [...found.values()].sort(
    (a, b) => b.confidence - a.confidence || b.street.street.houses - a.street.street.houses,
  )
}

interface Split {
  readonly rest: readonly string[]
  readonly house?: HouseNumber
  readonly trust: number
}

/** Every number may be the house; the last one usually is. */
function splits(pieces: readonly string[]): Split[] {
  const out: Split[] = [{ rest: pieces, trust: 0.96 }]
  pieces.forEach((_, at) => {
    const read = readHouseAt(pieces, at)
    if (!read || (pieces[at - 1] === '-' && at > 0)) return
    const after = pieces.slice(read.end)
    // A second number after the house, as in «марата 8 34», is a flat.
    const isFlat = after.length === 1 && /^\d+$/.test(after[0] ?? '')
    const isLast = after.length === 0 || isFlat
    const trust = read.isMarked ? 1 : isLast ? (isFlat ? 0.93 : 1) : 0.92
    out.push({ rest: [...pieces.slice(0, at), ...(isFlat ? [] : after)], house: read.house, trust })
  })
  return out
}

const fillers = new Set([
  'на',
  'в',
  'по',
  'у',
  'около',
  'рядом',
  'мой',
  'адрес',
  'живу',
  'the',
  'район',
  'районе',
  'рн',
])

function wordsOfStreet(pieces: readonly string[]): { words: string[]; kind: StreetKind | undefined } {
  const plain = pieces.filter((piece) => /[\p{L}\d]/u.test(piece)).map(comparable)
  const at = plain.findIndex((piece) => streetKindOf(piece) !== undefined)
  const words = plain.filter((piece, index) => index !== at && !fillers.has(piece))
  // «Набережная» alone may be all that was typed so far, or the whole name.
  if (words.length === 0) return { words: plain, kind: undefined }
  return { words, kind: at < 0 ? undefined : streetKindOf(plain[at] ?? '') }
}

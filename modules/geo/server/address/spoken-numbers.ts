/** Numbers as a voice assistant writes them down: «невский сто двадцать», «десятая линия». */
import { cardinalWords, ordinalWord } from '#kernel/contract/number-words.ts'

/**
 * Writes spoken numbers as digits and leaves everything else alone. Two numbers in a row stay two. Ordinals come
 * out as «10-я», so that they are never taken for a house.
 */
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
    const value = cardinalWords.get(bare)
    const ordinal = value === undefined ? ordinalWord(bare) : undefined
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

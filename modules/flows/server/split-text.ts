/**
 * Long text in parts that fit a channel. A part ends at a paragraph, a sentence or a word; a word, a link, a
 * number with its unit and a code point stay whole. Nothing is cut off: the parts together are the text.
 */

const paragraph = /\n{2,}/g
const line = /\n+/g
/** A sentence ends before a capital letter or a digit; «ул. Ленина» and «д. 5» do not end one. */
const sentence = /(?<=[\p{L}\p{N})»"]{3}[.!?…]+[»")]?)[ \t\n]+(?=[\p{Lu}\p{N}«"])/gu
/** A gap between words that is not between a number and its unit. */
const gap = /(?<![\d№])[ \t\n]+|(?<=\d)[ \t\n]+(?![\p{L}%₽°])/gu
const anyGap = /[ \t\n]+/g

/** Parts of at most `limit` UTF-16 units. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > limit) {
    const end = endOfPart(rest, limit)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  if (rest.length > 0) parts.push(rest)
  return parts
}

function endOfPart(text: string, limit: number): number {
  return (
    lastEnd(text, paragraph, limit, limit / 2) ??
    lastEnd(text, line, limit, limit / 2) ??
    lastEnd(text, sentence, limit, limit / 3) ??
    lastEnd(text, gap, limit, 0) ??
    lastEnd(text, anyGap, limit, 0) ??
    lastWholeSign(text, limit)
  )
}

/** Where the last match begins that leaves a part longer than `atLeast` and not longer than the limit. */
function lastEnd(text: string, pattern: RegExp, limit: number, atLeast: number): number | undefined {
  let found: number | undefined
  for (const { index } of text.matchAll(pattern)) {
    if (index > limit) break
    if (index > atLeast) found = index
  }
  return found
}

/** A single word longer than a message can only be cut between its letters. */
function lastWholeSign(text: string, limit: number): number {
  let end = 0
  for (const { index, segment } of new Intl.Segmenter('ru').segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit) break
    end = index + segment.length
  }
  // A cluster larger than a whole message is cut between its code points.
  if (end === 0) end = (text.codePointAt(limit - 1) ?? 0) > 0xffff ? limit - 1 : limit
  return Math.max(end, 1)
}

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
export const splitText = (text: string, limit: number): string[] =>
  splitRanges(text, limit).map(({ start, end }) => text.slice(start, end))

/** Where the parts lie in the text; between them is nothing but space. */
export function splitRanges(text: string, limit: number): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = []
  let start = text.length - text.trimStart().length
  while (start < text.length) {
    const rest = text.slice(start).trimEnd()
    if (rest.length === 0) break
    const end = rest.length <= limit ? rest.length : rest.slice(0, endOfPart(rest, limit)).trimEnd().length
    ranges.push({ start, end: start + end })
    const after = text.slice(start + end)
    start += end + after.length - after.trimStart().length
  }
  return ranges
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

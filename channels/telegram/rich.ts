/** Text with marks. Telegram counts offsets in UTF-16 units, as strings here do, and needs no escaping of entities. */
import { splitRanges } from '#modules/flows/index.ts'

export interface Mark {
  readonly type: 'bold' | 'italic' | 'text_link'
  readonly offset: number
  readonly length: number
  readonly url?: string
}

export interface Rich {
  readonly text: string
  readonly marks: readonly Mark[]
}

export const plain = (text: string): Rich => ({ text, marks: [] })

export function marked(type: Mark['type'], text: string, url?: string): Rich {
  if (text.length === 0) return plain('')
  return { text, marks: [{ type, offset: 0, length: text.length, ...(url !== undefined && { url }) }] }
}

export function join(parts: readonly Rich[], between = ''): Rich {
  let text = ''
  const marks: Mark[] = []
  for (const part of parts) {
    if (part.text.length === 0) continue
    if (text.length > 0) text += between
    for (const mark of part.marks) marks.push({ ...mark, offset: mark.offset + text.length })
    text += part.text
  }
  return { text, marks }
}

/** Parts no longer than a message may be, each with the marks that fall into it. */
export function split(rich: Rich, limit: number): Rich[] {
  return splitRanges(rich.text, limit).map(({ start, end }) => ({
    text: rich.text.slice(start, end),
    marks: rich.marks.flatMap((mark) => {
      const from = Math.max(mark.offset, start)
      const to = Math.min(mark.offset + mark.length, end)
      return from < to ? [{ ...mark, offset: from - start, length: to - from }] : []
    }),
  }))
}

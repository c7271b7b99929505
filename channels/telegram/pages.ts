/**
 * What a view looks like in a chat: pages of text with keys. A view of one page needs no turning; longer lists and
 * longer choices get ‹ › and are edited in place.
 */

import type { AskView, Item, Origin, ShowView, View } from '#modules/flows/contract.ts'
import { dayWords, distanceOf, type Lang } from '#modules/flows/index.ts'
import { join, marked, plain, type Rich, split } from './rich.ts'

export interface Button {
  readonly text: string
  readonly callback_data: string
}

export interface Page {
  readonly rich: Rich
  readonly rows: readonly (readonly Button[])[]
}

export interface Style {
  readonly lang: Lang
  readonly timeZone: string
  /** Words of the channel by message id. */
  readonly words: (id: string, values?: Record<string, string | number>) => string
}

/** Bot API: a message holds 4096 units after entities are parsed. */
export const messageLimit = 4096
/** With the row of ‹ › a keyboard has at most eight rows. */
const keysOnPage = 7
const keysWithoutPages = 8
const itemsOnPage = 8
/** Room for the heading, the origin and the separators of a page. */
const roomForItems = 3300
const longHeading = 500
const longOrigin = 250
/** A longer label is cut by clients: it is written out, and its key holds the number. */
const longLabel = 40

/** Pages of a view. What stands before them and is not repeated on each goes to `before`. */
export function pagesOf(view: View, style: Style): { before: Rich[]; pages: Page[] } {
  switch (view.kind) {
    case 'ask':
      return pagesOfAsk(view, style)
    case 'form':
      return {
        before: view.fields.slice(0, -1).map((f) => plain(f.text.text)),
        pages: formPages(view, style),
      }
    case 'text':
      return {
        before: split(join([plain(view.text.text), originLine(view.origin, style)], '\n\n'), messageLimit),
        pages: [],
      }
    case 'continue':
      return { before: split(continueText(view, style), messageLimit), pages: [] }
    default:
      return pagesOfShow(view, style)
  }
}

/** Forms are a matter of the web; if one comes here, its questions stand one under another. */
function formPages(view: Extract<View, { kind: 'form' }>, style: Style): Page[] {
  const last = view.fields.at(-1)
  return last ? pagesOfAsk({ kind: 'ask', ...last }, style).pages : []
}

function continueText(view: Extract<View, { kind: 'continue' }>, style: Style): Rich {
  const code = view.code ? plain(style.words('telegram-continue-code', { code: view.code })) : plain('')
  return join([plain(view.text.text), plain(view.link ?? ''), code], '\n')
}

function pagesOfAsk(view: AskView, style: Style): { before: Rich[]; pages: Page[] } {
  const question = plain(view.text.text)
  const isLong = question.text.length > 2000
  const before = isLong ? split(question, messageLimit) : []
  // The platform refuses a message without words, and the keys would go with it.
  const isMute = question.text.trim() === '' && view.options.length > 0
  const heading = isLong || isMute ? plain(style.words('telegram-choose')) : question
  if (view.options.length === 0) {
    return isLong ? { before, pages: [] } : { before: [], pages: [{ rich: heading, rows: [] }] }
  }
  const groups = view.options.length <= keysWithoutPages ? [view.options] : chunks(view.options, keysOnPage)
  const pages: Page[] = []
  let number = 0
  for (const group of groups) {
    const numbered = group.map((option) => ({ ...option, number: ++number }))
    const isWritten = numbered.some(({ label }) => label.length > longLabel || label.trim() === '')
    const list = isWritten ? numbered.map((option) => `${option.number}. ${option.label}`).join('\n') : ''
    const keys = numbered.map((option) => ({
      text: isWritten ? String(option.number) : option.label,
      callback_data: option.press,
    }))
    const parts = split(join([heading, plain(list)], '\n\n'), messageLimit)
    for (const part of parts.slice(0, -1)) pages.push({ rich: part, rows: [] })
    pages.push({ rich: parts.at(-1) ?? heading, rows: rowsOf(keys) })
  }
  return { before, pages }
}

/** One to three keys in a row, as their labels allow. */
function rowsOf(keys: readonly Button[]): Button[][] {
  const longest = Math.max(...keys.map(({ text }) => text.length))
  return chunks(keys, longest <= 8 ? 3 : longest <= 18 ? 2 : 1)
}

function pagesOfShow(view: ShowView, style: Style): { before: Rich[]; pages: Page[] } {
  const isLong = view.text.text.length > longHeading
  const line = originLine(view.origin, style)
  const isLongOrigin = line.text.length > longOrigin
  const before = [
    ...(isLong ? split(plain(view.text.text), messageLimit) : []),
    ...(isLongOrigin ? split(line, messageLimit) : []),
  ]
  const heading = isLong ? plain('') : plain(view.text.text)
  const origin = isLongOrigin ? plain('') : line
  const items = view.items.flatMap((item, i) => itemParts(item, i, view, style))
  if (items.length === 0)
    return { before: [...before, ...nonEmpty(join([heading, origin], '\n\n'))], pages: [] }
  const pages = packItems(items).map((group) => ({
    rich: join([heading, join(group, '\n\n'), origin], '\n\n'),
    rows: [],
  }))
  return { before, pages }
}

const nonEmpty = (rich: Rich): Rich[] => (rich.text.trim() === '' ? [] : split(rich, messageLimit))

/** As many items on a page as fit, eight at most. */
function packItems(items: readonly Rich[]): Rich[][] {
  const pages: Rich[][] = []
  let room = 0
  for (const item of items) {
    const page = pages.at(-1)
    if (page && page.length < itemsOnPage && item.text.length + 2 <= room) {
      page.push(item)
      room -= item.text.length + 2
    } else {
      pages.push([item])
      room = roomForItems - item.text.length
    }
  }
  return pages
}

/** One item; an item longer than a page goes on on the next one. */
function itemParts(item: Item, index: number, view: ShowView, style: Style): Rich[] {
  const number = view.items.length > 1 && view.kind !== 'chart' ? `${index + 1}. ` : ''
  const value = view.values?.[index]
  const figure = value === undefined ? '' : `: ${new Intl.NumberFormat(style.lang).format(value)}`
  const distance = distanceOf(item, style.lang)
  const title = join([
    plain(number),
    isWebLink(item.link)
      ? marked('text_link', item.title.trim() === '' ? item.link : item.title, item.link)
      : marked('bold', item.title),
    plain(`${figure}${distance && ` · ${distance}`}`),
  ])
  const link = item.link !== undefined && !isWebLink(item.link) ? plain(item.link) : plain('')
  const image = item.image === undefined ? plain('') : imageLine(item.image, style)
  return split(join([title, plain(item.text ?? ''), link, image], '\n'), roomForItems)
}

const isWebLink = (link: string | undefined): link is string =>
  link !== undefined && /^https?:\/\//i.test(link) && URL.canParse(link)

const imageLine = (image: string, { words }: Style): Rich =>
  isWebLink(image) ? marked('text_link', words('telegram-photo'), image) : plain(image)

function originLine(origin: Origin | undefined, { lang, timeZone, words }: Style): Rich {
  if (!origin) return plain('')
  const id = origin.stale ? 'telegram-origin-stale' : 'telegram-origin'
  return marked('italic', words(id, { source: origin.source, day: dayWords(origin.asOf, lang, timeZone) }))
}

export function chunks<T>(values: readonly T[], size: number): T[][] {
  const groups: T[][] = []
  for (let i = 0; i < values.length; i += size) groups.push(values.slice(i, i + size))
  return groups
}

/** ‹ 2/5 ›: the first page has no way back, the last no way on; the middle key stays where it is. */
export function turningRow(key: string, page: number, count: number): Button[] {
  const to = (target: number, text: string) => ({ text, callback_data: `p:${key}:${target}` })
  return [
    ...(page > 0 ? [to(page - 1, '‹')] : []),
    to(page, `${page + 1}/${count}`),
    ...(page < count - 1 ? [to(page + 1, '›')] : []),
  ]
}

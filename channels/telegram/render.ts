/**
 * Views as calls of the Bot API. Total: every kind of view has an answer within the limits, and nothing is cut;
 * what does not fit becomes further messages or pages.
 */

import type { Item, View } from '#modules/flows/contract.ts'
import type { Letter, Occasion, Shown, Written } from '#modules/flows/index.ts'
import { type Button, messageLimit, type Page, pagesOf, type Style, turningRow } from './pages.ts'
import { join, type Rich } from './rich.ts'

interface Block {
  readonly rich: Rich
  readonly markup?: object
  /** Calls that follow the message: a point on the map. */
  readonly after: readonly Letter[]
}

export function writeViews(views: readonly View[], occasion: Occasion, style: Style): Written {
  const shown: Shown[] = []
  const blocks = views.flatMap((view) => blocksOf(view, occasion, style, shown))
  const letters = packBlocks(blocks).flatMap((block) => [
    message(occasion.chat, block.rich, block.markup),
    ...block.after,
  ])
  return { letters, shown }
}

/** Page `page` of what was shown, in the message that was pressed, or in a new one when that is out of reach. */
export function writePage(
  shown: Shown,
  page: number,
  messageId: number | undefined,
  occasion: Occasion,
  style: Style,
): Written {
  const view = shown.views[0]
  const pages = view ? pagesOf(view, style).pages : []
  const wanted = pages[Math.min(page, pages.length - 1)]
  if (!wanted) return { letters: [], shown: [] }
  const index = pages.indexOf(wanted)
  const letter = message(
    occasion.chat,
    wanted.rich,
    inline([...wanted.rows, turningRow(shown.key, index, pages.length)]),
  )
  const edit =
    messageId === undefined
      ? letter
      : { method: 'editMessageText', params: { ...letter.params, message_id: messageId } }
  return { letters: [edit], shown: [] }
}

function blocksOf(view: View, occasion: Occasion, style: Style, shown: Shown[]): Block[] {
  const { before, pages } = pagesOf(view, style)
  const blocks: Block[] = before.map((rich) => ({ rich, after: [] }))
  const first = pages[0]
  if (first) {
    const isTurned = pages.length > 1
    const key = occasion.keyOf(shown.length)
    if (isTurned) shown.push({ key, views: [view] })
    const rows = isTurned ? [...first.rows, turningRow(key, 0, pages.length)] : first.rows
    blocks.push({ rich: first.rich, ...markupOf(view, rows, occasion, style), after: [] })
  }
  const last = blocks.at(-1)
  const point = nearestPoint(view)
  return last && point ? [...blocks.slice(0, -1), { ...last, after: [place(occasion.chat, point)] }] : blocks
}

const inline = (rows: readonly (readonly Button[])[]) => ({ inline_keyboard: rows })

function markupOf(view: View, rows: Page['rows'], { caps }: Occasion, style: Style): { markup?: object } {
  if (rows.length > 0) return { markup: inline(rows) }
  if (view.kind !== 'ask' || !caps.keyboard) return {}
  const key = standingKey(view.type, style)
  // One time: a standing keyboard over the next question would offer the wrong answer.
  return key ? { markup: { keyboard: [[key]], resize_keyboard: true, one_time_keyboard: true } } : {}
}

function standingKey(type: string, { words }: Style): object | undefined {
  if (type === 'location' || type === 'house')
    return { text: words('telegram-send-location'), request_location: true }
  if (type === 'phone') return { text: words('telegram-send-phone'), request_contact: true }
  return undefined
}

/** Neighbours share a message while they fit and at most one of them has keys. */
function packBlocks(blocks: readonly Block[]): Block[] {
  const packed: Block[] = []
  for (const block of blocks) {
    const last = packed.at(-1)
    const joined = last && join([last.rich, block.rich], '\n\n')
    const fits =
      joined &&
      joined.text.length <= messageLimit &&
      !(last.markup && block.markup) &&
      last.after.length === 0
    // Keys belong to the end of a message: what follows a key would hide what it answers.
    if (fits && !last.markup) packed.splice(-1, 1, { ...block, rich: joined })
    else packed.push(block)
  }
  return packed.filter(({ rich }) => rich.text.trim() !== '')
}

function message(chat: string, rich: Rich, markup?: object): Letter {
  return {
    method: 'sendMessage',
    params: {
      chat_id: Number(chat),
      text: rich.text,
      ...(rich.marks.length > 0 && { entities: rich.marks }),
      ...(markup && { reply_markup: markup }),
      link_preview_options: { is_disabled: true },
    },
  }
}

function nearestPoint(view: View): (Item & { geo: { lat: number; lon: number } }) | undefined {
  if (view.kind !== 'map' && view.kind !== 'card') return undefined
  const placed = view.items.filter(
    (item): item is Item & { geo: { lat: number; lon: number } } => item.geo !== undefined,
  )
  return placed.reduce<(typeof placed)[number] | undefined>(
    (best, item) => (best && (best.distanceM ?? 0) <= (item.distanceM ?? 0) ? best : item),
    undefined,
  )
}

function place(chat: string, { title, text, geo }: Item & { geo: { lat: number; lon: number } }): Letter {
  const point = { chat_id: Number(chat), latitude: geo.lat, longitude: geo.lon }
  const address = (text ?? '').split('\n')[0]?.trim() ?? ''
  // The message above says it all; a venue only repeats it, so a long name is not squeezed into one.
  const isVenue = title.trim() !== '' && title.length <= 200 && address !== '' && address.length <= 300
  return isVenue
    ? { method: 'sendVenue', params: { ...point, title, address } }
    : { method: 'sendLocation', params: point }
}

/**
 * Views as answers of a skill. One answer holds 1024 characters, so a turn is a row of pages; «дальше» gives the
 * next one. Nothing is cut.
 */
import type { Caps, Item, View } from '#modules/flows/contract.ts'
import type { AliceAnswer, Remembered } from './request.ts'
import { answerLimit, type Button, type Style, type Unit, unitLimit, unitsOf } from './units.ts'

export interface Page {
  readonly text: string
  readonly tts: string
  readonly buttons: readonly Button[]
  readonly units: readonly Unit[]
}

/** Items read out at once: three on a speaker, five on a screen. */
const itemsAtOnce = (hasScreen: boolean) => (hasScreen ? 5 : 3)

export function pagesOfTurn(views: readonly View[], caps: Pick<Caps, 'screen'>, style: Style): Page[] {
  const units = views.flatMap((view) => unitsOf(view, caps.screen, style))
  const groups: Unit[][] = []
  for (const unit of units) {
    const group = groups.at(-1)
    if (group && fits([...group, unit], caps.screen)) group.push(unit)
    else groups.push([unit])
  }
  return askedEarly(groups, caps.screen).map(toPage)
}

function fits(units: readonly Unit[], hasScreen: boolean): boolean {
  const { text, tts } = toPage(units)
  const items = units.filter(({ role }) => role === 'item').length
  const questions = units.filter(({ role }) => role === 'question').length
  return (
    text.length <= unitLimit && tts.length <= unitLimit && items <= itemsAtOnce(hasScreen) && questions <= 1
  )
}

/** A short question after a long list is put on every page of the list: nobody has to hear it to the end first. */
function askedEarly(groups: Unit[][], hasScreen: boolean): Unit[][] {
  const questions = groups.flat().filter(({ role }) => role === 'question')
  const [question] = questions
  if (!question || questions.length > 1) return groups
  return groups.map((units) => {
    const isList = units.some(({ role }) => role === 'item') && !units.includes(question)
    return isList && fits([...units, question], hasScreen) ? [...units, question] : units
  })
}

function toPage(units: readonly Unit[]): Page {
  return {
    text: units.map(({ text }) => text).join('\n'),
    tts: units
      .map(({ tts }) => ended(tts.trim()))
      .filter(Boolean)
      .join(' '),
    buttons: units.flatMap(({ buttons }) => buttons),
    units,
  }
}

/** A pause between pieces: without a sign the voice runs on. */
const ended = (tts: string) => (tts === '' || /[.!?:,;…]$/.test(tts) ? tts : `${tts}.`)

export interface Speaking {
  readonly views: readonly View[]
  readonly page: number
  readonly caps: Caps
  readonly done: boolean
  /** The person has said goodbye. */
  readonly isOver: boolean
  readonly remembered: Remembered
}

export function answer(o: Speaking, style: Style): AliceAnswer {
  const pages = pagesOfTurn(o.views, o.caps, style)
  const index = Math.min(o.page, Math.max(0, pages.length - 1))
  const page = pages[index]
  const hasMore = index < pages.length - 1
  const hint = hasMore ? style.words('alice-more') : o.done && !o.isOver ? style.words('alice-done') : ''
  const extra: Button[] = hasMore
    ? [{ title: style.words('alice-more-key'), payload: { c: 'more' } }]
    : o.done && !o.isOver
      ? [{ title: style.words('alice-menu-key'), payload: { c: 'menu' } }]
      : []
  const text = withHint(page?.text ?? '', hint) || style.words('alice-silence')
  const tts = withHint(page?.tts ?? '', hint)
  const buttons = o.caps.screen ? [...(page?.buttons ?? []), ...extra] : []
  const card = o.caps.screen ? cardOf(page, hint) : undefined
  const isPlaceAsked =
    !hasMore && o.caps.geo && o.views.some((view) => view.kind === 'ask' && view.type === 'location')
  return {
    response: {
      text: spoken(text),
      ...(tts !== '' && { tts: spoken(tts) }),
      ...(buttons.length > 0 && {
        buttons: buttons.map(({ title, payload }) => ({ title, payload, hide: true })),
      }),
      ...(card && { card }),
      ...(isPlaceAsked && { directives: { request_geolocation: {} } }),
      end_session: o.isOver,
    },
    session_state: { ...(index > 0 && { page: index }), ...(o.remembered.noPlace && { noPlace: true }) },
    version: '1.0',
  }
}

const withHint = (text: string, hint: string) =>
  hint !== '' && text.length + hint.length + 1 <= answerLimit ? `${text}\n${hint}`.trim() : text

/** Words of programs are never said to people, whatever a source has sent; the platform refuses such answers. */
const spoken = (text: string) => text.replace(/\b(?:undefined|null|NaN)\b/g, '–')

/** A card hides the text beside it, so it is used only when it holds everything the text does. */
function cardOf(page: Page | undefined, hint: string): AliceAnswer['response']['card'] | undefined {
  if (!page) return undefined
  const heading = page.units[0]?.role === 'heading' ? page.units[0] : undefined
  const rest = heading ? page.units.slice(1) : page.units
  const items = rest.flatMap(({ role, item }) => (role === 'item' && item ? [item] : []))
  const isWhole = items.length > 1 && items.length === rest.length && new Set(items).size === items.length
  if (!isWhole || (heading?.text.length ?? 0) > 64 || hint.length > 64) return undefined
  const lines = rest.map(({ text }) => {
    const [title = '', ...description] = text.split('\n')
    return { title, description: description.join('\n') }
  })
  if (
    lines.some(
      ({ title, description }) => title.trim() === '' || title.length > 128 || description.length > 256,
    )
  )
    return undefined
  return {
    type: 'ItemsList',
    ...(heading && { header: { text: spoken(heading.text) } }),
    items: lines.map(({ title, description }, i) => ({
      title: spoken(title),
      ...(description && { description: spoken(description) }),
      ...linkOf(items[i]),
    })),
    ...(hint !== '' && { footer: { text: hint } }),
  }
}

const linkOf = (item: Item | undefined) =>
  item?.link !== undefined && /^https?:/.test(item.link) && Buffer.byteLength(item.link) <= 1024
    ? { button: { url: item.link } }
    : {}

/** A turn as small pieces that each can be shown and said within the limits of one answer. */
import type { AskView, Item, Origin, View } from '#modules/flows/contract.ts'
import { dayWords, distanceOf, splitText, toSpeech } from '#modules/flows/index.ts'

export interface Style {
  readonly timeZone: string
  readonly words: (id: string, values?: Record<string, string | number>) => string
}

export interface Button {
  readonly title: string
  readonly payload: { readonly k: string } | { readonly c: 'more' | 'menu' }
}

export interface Unit {
  readonly text: string
  readonly tts: string
  /** `heading` opens a list; `item` belongs to it; a `question` stands last and has keys. */
  readonly role: 'words' | 'heading' | 'item' | 'question'
  readonly item?: Item
  readonly buttons: readonly Button[]
}

/** Alice: text and tts of an answer, 1024 each. Room is left for «Скажите „дальше“». */
export const answerLimit = 1024
export const unitLimit = 880
const titleLimit = 64
const optionsAtOnce = { screen: 6, speaker: 4 }

/** Marks of the synthesizer have no place in words of people or data. */
const unmarked = (text: string) => text.replace(/[<>[\]]/g, ' ')

const unit = (role: Unit['role'], text: string, tts: string, more: Partial<Unit> = {}): Unit => ({
  role,
  text,
  tts: unmarked(tts),
  buttons: [],
  ...more,
})

/** Text as units: whole where it and its speech fit, else in parts whose speech is made anew. */
export function say(
  role: Unit['role'],
  text: string,
  tts: string | undefined,
  more: Partial<Unit> = {},
): Unit[] {
  const spoken = tts ?? toSpeech(text)
  if (text.trim() === '' && spoken.trim() === '') return []
  if (text.length <= unitLimit && spoken.length <= unitLimit)
    return [unit(role, text.trim() || spoken, spoken, more)]
  return splitToSay(text.trim() === '' ? spoken : text, unitLimit).map((part) =>
    unit(role, part, toSpeech(part), more),
  )
}

/** Numbers grow when they are written as words, so parts are made smaller until their speech fits. */
function splitToSay(text: string, limit: number): string[] {
  return splitText(text, limit).flatMap((part) =>
    toSpeech(part).length <= unitLimit || limit < 8 ? [part] : splitToSay(part, Math.floor(limit / 2)),
  )
}

export function unitsOf(view: View, hasScreen: boolean, style: Style): Unit[] {
  switch (view.kind) {
    case 'ask':
      return unitsOfAsk(view, hasScreen, style)
    case 'form':
      return view.fields.flatMap((field) => unitsOfAsk({ kind: 'ask', ...field }, hasScreen, style))
    case 'text':
      return [...say('words', view.text.text, view.text.tts), ...originUnits(view.origin, style)]
    case 'continue':
      return unitsOfContinue(view, style)
    default:
      return [
        ...say('heading', view.text.text, view.text.tts),
        ...view.items.flatMap((item, i) =>
          unitsOfItem(item, view.items.length > 1 ? i + 1 : 0, view.values?.[i]),
        ),
        ...originUnits(view.origin, style),
      ]
  }
}

function unitsOfContinue({ text, code, link }: Extract<View, { kind: 'continue' }>, style: Style): Unit[] {
  const digits = code?.split('').join('-')
  const told = digits === undefined ? '' : ` ${style.words('alice-code', { code: digits })}`
  const shown = link === undefined ? '' : `\n${link}`
  return say('words', `${text.text}${told}${shown}`, `${text.tts ?? toSpeech(text.text)}${told}`)
}

/** Freshness is said aloud only when it is broken; on a screen it always stands. */
function originUnits(origin: Origin | undefined, { words, timeZone }: Style): Unit[] {
  if (!origin) return []
  const day = dayWords(origin.asOf, 'ru', timeZone)
  const text = words(origin.stale ? 'alice-origin-stale' : 'alice-origin', { source: origin.source, day })
  return say('words', text, origin.stale ? undefined : ' ')
}

function unitsOfItem(item: Item, number: number, value: number | undefined): Unit[] {
  const distance = distanceOf(item, 'ru')
  const figure = value === undefined ? '' : `: ${new Intl.NumberFormat('ru').format(value)}`
  const place = number > 0 ? `${number}. ` : ''
  const first = `${place}${item.title}${figure}${distance && ` · ${distance}`}`
  const text = [first, item.text, item.link, item.image]
    .filter((line) => line !== undefined && line !== '')
    .join('\n')
  const itself = item.tts ?? toSpeech([item.title, item.text].filter(Boolean).join('. '))
  const tts =
    `${itself}${figure && toSpeech(figure)}${distance && `, ${toSpeech(distance.replace('\u00a0', ' '))}`}.`.replace(
      /\.\.$/,
      '.',
    )
  return say('item', text, tts, { item })
}

const isYesNo = ({ type }: AskView) => type === 'confirm' || type === 'bool' || type === 'consent'

function unitsOfAsk(ask: AskView, hasScreen: boolean, style: Style): Unit[] {
  const { options } = ask
  if (options.length === 0) return say('question', ask.text.text, ask.text.tts)
  const size = hasScreen ? optionsAtOnce.screen : optionsAtOnce.speaker
  const groups = options.length <= size ? [options] : chunks(options, optionsAtOnce.speaker)
  const heading = ask.text.text
  let number = 0
  const units = groups.flatMap((group, i) => {
    const numbered = group.map(({ press, label }) => ({ press, label, number: ++number }))
    const buttons = hasScreen ? numbered.map(toButton) : []
    const isWritten =
      !hasScreen || numbered.some(({ label }) => label.trim() === '' || label.length > titleLimit)
    const list = isWritten
      ? `\n${numbered.map((option) => `${option.number}. ${option.label}`).join('\n')}`
      : ''
    const named = isYesNo(ask)
      ? ''
      : ` ${style.words('alice-options', { options: spokenList(numbered, style) })}`
    const question = i === 0 ? heading : style.words('alice-more-options')
    const spoken = i === 0 ? (ask.text.tts ?? toSpeech(heading)) : question
    return say('question', `${question}${list}`, `${spoken}${named}`, { buttons })
  })
  // The keys belong to the last part of a question that had to be split.
  return units.map((one, i) => (units[i + 1]?.buttons === one.buttons ? { ...one, buttons: [] } : one))
}

type Numbered = { press: string; label: string; number: number }

const toButton = ({ press, label, number }: Numbered): Button => ({
  title: label.trim() === '' || label.length > titleLimit ? String(number) : label,
  payload: { k: press.replace(/^k:/, '') },
})

/** «А, Б или В»; a long name is called by its number. */
function spokenList(options: readonly Numbered[], style: Style): string {
  const isLong = options.some(({ label }) => label.length > titleLimit)
  const names = options.map(({ label, number }) =>
    isLong ? `${toSpeech(String(number))} - ${toSpeech(label)}` : toSpeech(label),
  )
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} ${style.words('alice-or')} ${last}`
}

export function chunks<T>(values: readonly T[], size: number): T[][] {
  const groups: T[][] = []
  for (let i = 0; i < values.length; i += size) groups.push(values.slice(i, i + size))
  return groups
}

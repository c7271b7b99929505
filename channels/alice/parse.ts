/** A request of Alice as an input of a talk. Pure. */
import type { Caps, TurnInput } from '#modules/flows/contract.ts'
import type { Speaker } from '#modules/flows/index.ts'
import type { AliceRequest, Remembered } from './request.ts'

export type Heard =
  /** The platform asks whether we are alive. */
  | { readonly kind: 'ping' }
  | {
      readonly kind: 'turn'
      readonly person: Speaker
      readonly eventId: string
      readonly input: TurnInput
      readonly isNew: boolean
      readonly caps: Caps
      /** Strangers may listen: personal values are not spoken. */
      readonly overheard: boolean
      readonly remembered: Remembered
    }

/** `today` is the day in the time zone of the region, as `2026-05-12`: relative days are counted from it. */
export function hearRequest(asked: AliceRequest, today: string): Heard {
  const { request, session } = asked
  if (request.original_utterance === 'ping' || request.command === 'ping') return { kind: 'ping' }
  const remembered = recall(asked)
  const interfaces = asked.meta?.interfaces ?? {}
  const hasScreen = interfaces['screen'] !== undefined && interfaces['screen'] !== null
  const rejected = request.type === 'Geolocation.Rejected' || remembered.noPlace === true
  const key =
    session.user?.user_id ?? session.application?.application_id ?? session.user_id ?? session.session_id
  return {
    kind: 'turn',
    person: { key: `alice:${key}`, kind: 'platform' },
    eventId: `${session.session_id}:${session.message_id}:${key}`,
    input: inputOf(asked, today),
    isNew: session.new === true,
    caps: capsOf(hasScreen, !rejected && 'geolocation_sharing' in interfaces),
    overheard: request.markup?.dangerous_context === true,
    remembered: rejected ? { ...remembered, noPlace: true } : remembered,
  }
}

function recall({ state }: AliceRequest): Remembered {
  const kept = state?.session ?? {}
  const { page, turn } = kept as { page?: unknown; turn?: unknown }
  return {
    ...(typeof page === 'number' && Number.isInteger(page) && page > 0 && page < 1000 && { page }),
    ...(typeof turn === 'string' && turn.length <= 300 && { turn }),
    ...(kept['noPlace'] === true && { noPlace: true as const }),
  }
}

const capsOf = (screen: boolean, geo: boolean): Caps => ({
  push: false,
  screen,
  speech: true,
  keyboard: false,
  inline: screen,
  callback: true,
  carousel: screen,
  geo,
  photo: false,
  links: screen,
  app: false,
  edit: false,
  form: false,
})

const isPressKey = /^[0-9a-f]{8}:\d{1,3}$/

function inputOf({ request, session }: AliceRequest, today: string): TurnInput {
  if (request.type === 'ButtonPressed') {
    const { k, c } = { ...(typeof request.payload === 'object' ? request.payload : {}) } as {
      k?: unknown
      c?: unknown
    }
    if (c === 'more' || c === 'menu') return { kind: 'command', name: c }
    return { kind: 'press', key: typeof k === 'string' && isPressKey.test(k) ? `k:${k}` : '' }
  }
  if (request.type === 'Geolocation.Allowed' && session.location) {
    return { kind: 'location', lat: session.location.lat, lon: session.location.lon }
  }
  const intents = request.nlu?.intents ?? {}
  const has = (name: string) => intents[name] !== undefined && intents[name] !== null
  if (has('YANDEX.HELP') || has('YANDEX.WHAT_CAN_YOU_DO')) return { kind: 'command', name: 'help' }
  if (has('YANDEX.REPEAT')) return { kind: 'command', name: 'repeat' }
  const text = (request.command ?? '').slice(0, 4000)
  // Later an empty command comes from a picture without a label: say again what stands open.
  if (text === '' && request.type !== 'Geolocation.Rejected') {
    return session.new === true ? { kind: 'start' } : { kind: 'command', name: 'repeat' }
  }
  const slots = slotsOf(request, today)
  if (has('YANDEX.CONFIRM')) Object.assign(slots, yes)
  else if (has('YANDEX.REJECT')) Object.assign(slots, no)
  return { kind: 'phrase', text, ...(Object.keys(slots).length > 0 && { slots }) }
}

const yes = { bool: true, confirm: true }
const no = { bool: false, confirm: false }

/** Entities by the ask type they answer. Token spans are not used: in real requests they may not match the tokens. */
function slotsOf(request: AliceRequest['request'], today: string): Record<string, unknown> {
  const slots: Record<string, unknown> = {}
  for (const { type, value } of request.nlu?.entities ?? []) {
    if (type === 'YANDEX.NUMBER' && typeof value === 'number' && Number.isFinite(value))
      slots['number'] ??= value
    if (typeof value !== 'object' || value === null) continue
    const fields: Readonly<Record<string, unknown>> = { ...value }
    if (type === 'YANDEX.GEO') slots['house'] ??= houseOf(fields)
    if (type === 'YANDEX.DATETIME') Object.assign(slots, whenOf(fields, today))
  }
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== undefined))
}

function houseOf({ street, house_number: house }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof street === 'string' && (typeof house === 'string' || typeof house === 'number')
    ? `${street} ${house}`
    : undefined
}

function whenOf(value: Readonly<Record<string, unknown>>, today: string): { date?: string; time?: string } {
  const number = (name: string) => (typeof value[name] === 'number' ? value[name] : undefined)
  const found: { date?: string; time?: string } = {}
  const [day, month, year] = [number('day'), number('month'), number('year')]
  if (day !== undefined) {
    const base = new Date(`${today}T00:00:00Z`)
    if (value['day_is_relative'] === true) base.setUTCDate(base.getUTCDate() + day)
    else {
      base.setUTCFullYear(
        year !== undefined && value['year_is_relative'] !== true ? year : base.getUTCFullYear(),
        month !== undefined && value['month_is_relative'] !== true ? month - 1 : base.getUTCMonth(),
        day,
      )
    }
    found.date = base.toISOString().slice(0, 10)
  }
  const hour = number('hour')
  if (hour !== undefined && value['hour_is_relative'] !== true && hour >= 0 && hour < 24) {
    found.time = `${String(hour).padStart(2, '0')}:${String(number('minute') ?? 0).padStart(2, '0')}`
  }
  return found
}

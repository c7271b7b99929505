/** Figures for people: distances, ages, dates, in the language of the reader and by the clock of the region. */
import type { Lang } from '#kernel/contract/text.ts'
import { regionFacts } from './region.ts'
import type { Translate } from './words.tsx'

const nbsp = ' '

/** «350 м», «2,4 км». Rounded the way a person would say it. */
export function distanceText(meters: number, lang: Lang): string {
  const unit = lang === 'ru' ? { m: 'м', km: 'км' } : { m: 'm', km: 'km' }
  if (meters < 995) return `${Math.max(10, Math.round(meters / 10) * 10)}${nbsp}${unit.m}`
  const km = new Intl.NumberFormat(lang, { maximumFractionDigits: meters < 9_950 ? 1 : 0 }).format(
    meters / 1000,
  )
  return `${km}${nbsp}${unit.km}`
}

/** Days stand before months in both languages. */
const locales: Record<Lang, string> = { ru: 'ru-RU', en: 'en-GB' }

/** A date without a time belongs to no zone; an instant is told by the clock of the region. */
function inRegion(instant: string | Date): { timeZone?: string } {
  if (typeof instant === 'string' && instant.length <= 10) return { timeZone: 'UTC' }
  const { timeZone } = regionFacts()
  return timeZone === undefined ? {} : { timeZone }
}

/** «12 марта, чт»; with the year when it is not the current one. */
export function dateText(instant: string | Date, lang: Lang, now: Date = new Date()): string {
  const date = new Date(instant)
  const zone = inRegion(instant)
  const form = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[lang], { ...options, ...zone })
  const year = form({ year: 'numeric' })
  if (year.format(date) !== year.format(now))
    return form({ day: 'numeric', month: 'long', year: 'numeric' }).format(date)
  return `${form({ day: 'numeric', month: 'long' }).format(date)}, ${form({ weekday: 'short' }).format(date)}`
}

export function momentText(instant: string | Date, lang: Lang, now: Date = new Date()): string {
  const time = new Intl.DateTimeFormat(locales[lang], {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...inRegion(instant),
  })
  return `${dateText(instant, lang, now)}, ${time.format(new Date(instant))}`
}

/** «12 мин назад», «3 дня назад»; from a month on, the date itself. */
export function agoText(instant: string, t: Translate, lang: Lang, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000)
  if (Number.isNaN(minutes)) return ''
  if (minutes < 1) return t('ago-now')
  if (minutes < 60) return t('ago-minutes', { n: minutes })
  if (minutes < 24 * 60) return t('ago-hours', { n: Math.floor(minutes / 60) })
  const days = Math.floor(minutes / (24 * 60))
  return days < 31 ? t('ago-days', { n: days }) : dateText(instant, lang, now)
}

export const numberText = (n: number, lang: Lang): string => new Intl.NumberFormat(lang).format(n)

/** An axis of days or months: `2026-03-09` → «9 мар.», `2026-03` → «март 2026». Calendar dates have no zone. */
export function calendarText(day: string, lang: Lang): string {
  const [year = 0, month = 1, date] = day.slice(0, 10).split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, date ?? 1))
  const form: Intl.DateTimeFormatOptions =
    date === undefined ? { month: 'long', year: 'numeric' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(locales[lang], { ...form, timeZone: 'UTC' }).format(at).replace(/ г\.$/, '')
}

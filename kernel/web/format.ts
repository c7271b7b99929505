/** Figures for people: distances, ages, dates. Pure; the words come from the language of the reader. */
import type { Lang } from '#kernel/contract/text.ts'
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

/** «12 марта, чт»; with the year when it is not the current one. */
export function dateText(instant: string | Date, lang: Lang, now: Date = new Date()): string {
  const date = new Date(instant)
  const isThisYear = date.getFullYear() === now.getFullYear()
  const day = new Intl.DateTimeFormat(lang, {
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  })
  const weekday = new Intl.DateTimeFormat(lang, { weekday: 'short' })
  return isThisYear ? `${day.format(date)}, ${weekday.format(date)}` : day.format(date)
}

export function momentText(instant: string | Date, lang: Lang, now: Date = new Date()): string {
  const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hour12: false })
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
  return new Intl.DateTimeFormat(lang, { ...form, timeZone: 'UTC' }).format(at).replace(/ г\.$/, '')
}

import type { Item } from '../contract/view.ts'

/** How far a thing is, as people say it. A hard space keeps the number with its unit. */
export function distanceWords(metres: number, lang: 'ru' | 'en'): string {
  const [m, km] = lang === 'ru' ? ['м', 'км'] : ['m', 'km']
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)}\u00a0${m}`
  const tenths = new Intl.NumberFormat(lang, { maximumFractionDigits: metres < 9950 ? 1 : 0 })
  return `${tenths.format(metres / 1000)}\u00a0${km}`
}

/** How far an item is, or nothing when it does not say so or says so itself. */
export function distanceOf({ distanceM, title, text = '' }: Item, lang: 'ru' | 'en'): string {
  if (distanceM === undefined) return ''
  const distance = distanceWords(distanceM, lang)
  const told = `${title} ${text}`.replaceAll('\u00a0', ' ')
  return told.includes(distance.replace('\u00a0', ' ')) ? '' : distance
}

/** A day as people write it, in the time zone of the region. */
export function dayWords(instant: string, lang: 'ru' | 'en', timeZone: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const day = new Intl.DateTimeFormat(lang, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  }).format(at)
  return day.replace(/\s*г\.$/, '')
}

/** Dates as people write them, in the time zone of the region. Intl supplies the zone rules, nothing else. */

export interface Moment {
  readonly now: Date
  /** IANA name, from the pack. */
  readonly timeZone: string
  readonly lang?: 'ru' | 'en'
}

interface Wall {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

const names = {
  ru: {
    months: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
    shortMonths: 'янв фев мар апр мая июн июл авг сен окт ноя дек'.split(' '),
    days: 'воскресенье понедельник вторник среда четверг пятница суббота'.split(' '),
    shortDays: 'вс пн вт ср чт пт сб'.split(' '),
  },
  en: {
    months: 'January February March April May June July August September October November December'.split(
      ' ',
    ),
    shortMonths: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    days: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
    shortDays: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
  },
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    const part = '2-digit'
    const options = {
      year: 'numeric',
      month: part,
      day: part,
      hour: part,
      minute: part,
      hourCycle: 'h23',
    } as const
    clock = new Intl.DateTimeFormat('en-US', { ...options, timeZone })
    clocks.set(timeZone, clock)
  }
  return clock
}

let lastWall: { readonly at: number; readonly timeZone: string; readonly wall: Wall } | undefined

/** What the clock on the wall of that time zone shows. One answer asks for one instant again and again. */
export function wallClock(instant: Date, timeZone: string): Wall {
  const at = instant.getTime()
  if (lastWall?.at === at && lastWall.timeZone === timeZone) return lastWall.wall
  const wall = readClock(instant, timeZone)
  lastWall = { at, timeZone, wall }
  return wall
}

function readClock(instant: Date, timeZone: string): Wall {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(instant)
      .map((p) => [p.type, Number(p.value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  }
}

const two = (n: number) => String(n).padStart(2, '0')

export function isoDate({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** Whether such a day exists in that year. */
export function isDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
}

/** A date without a time stays that date in every time zone; an instant is moved to the wall clock. */
function toWall(value: string | Date, timeZone: string): Wall | undefined {
  const plain = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null
  if (plain) {
    const [year, month, day] = [Number(plain[1]), Number(plain[2]), Number(plain[3])]
    return isDay(year, month, day) ? { year, month, day, hour: 0, minute: 0 } : undefined
  }
  const local = typeof value === 'string' && /T\d/.test(value) && !/(Z|[+-]\d\d:?\d\d)$/.test(value)
  const instant = new Date(local ? `${value}Z` : value)
  if (Number.isNaN(instant.getTime())) return undefined
  return wallClock(instant, local ? 'UTC' : timeZone)
}

const formats: Record<string, (wall: Wall, lang: 'ru' | 'en', weekday: number) => string | undefined> = {
  yyyy: (w) => String(w.year),
  MMMM: (w, lang) => names[lang].months[w.month - 1],
  MMM: (w, lang) => names[lang].shortMonths[w.month - 1],
  MM: (w) => two(w.month),
  M: (w) => String(w.month),
  dd: (w) => two(w.day),
  d: (w) => String(w.day),
  EEEE: (_, lang, weekday) => names[lang].days[weekday],
  EEE: (_, lang, weekday) => names[lang].shortDays[weekday],
  HH: (w) => two(w.hour),
  H: (w) => String(w.hour),
  mm: (w) => two(w.minute),
}

/** `d MMMM, EEE, HH:mm` → «12 марта, чт, 10:00». Letters that mean nothing here are an error, not text. */
export function formatDate(value: string | Date, format: string, { timeZone, lang = 'ru' }: Moment): string {
  const wall = toWall(value, timeZone)
  if (!wall) throw new Error(`Not a date: ${String(value).slice(0, 40)}`)
  const weekday = new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay()
  return format.replace(/'([^']*)'|([a-zA-Z])\2*/g, (letters: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted
    const shown = formats[letters]?.(wall, lang, weekday)
    if (shown === undefined) throw new Error(`Unknown letters in a date format: ${letters}`)
    return shown
  })
}

/** The first such day from today on: 29 February waits for a leap year. */
export function nextDate(month: number, day: number, { now, timeZone }: Moment): string {
  const today = isoDate(wallClock(now, timeZone))
  const thisYear = Number(today.slice(0, 4))
  for (let year = thisYear; year <= thisYear + 8; year++) {
    const found = isDay(year, month, day) ? isoDate({ year, month, day }) : undefined
    if (found !== undefined && found >= today) return found
  }
  throw new Error(`No such day of the year: month ${month}, day ${day}`)
}

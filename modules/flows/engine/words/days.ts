/** Dates and times of day in words, relative to the clock of the turn in the zone of the region. */
import { isDay, isoDate, wallClock } from '#kernel/expression/calendar.ts'
import { parseNumber, parseOrdinal } from './numbers.ts'
import { plainWords } from './plain-words.ts'

export interface Clock {
  readonly now: Date
  readonly timeZone: string
}

interface Day {
  year: number
  month: number
  day: number
}

const relative: Record<string, number> = {
  позавчера: -2,
  вчера: -1,
  сегодня: 0,
  завтра: 1,
  послезавтра: 2,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
}
const months = [
  /^(?:январ|jan)/u,
  /^(?:феврал|feb)/u,
  /^(?:март|mar)/u,
  /^(?:апрел|apr)/u,
  /^(?:ма[йяе]$|may)/u,
  /^(?:июн|jun)/u,
  /^(?:июл|jul)/u,
  /^(?:август|aug)/u,
  /^(?:сентябр|sep)/u,
  /^(?:октябр|oct)/u,
  /^(?:ноябр|nov)/u,
  /^(?:декабр|dec)/u,
]
const weekdays = [
  /^(?:воскресень|sunday)/u,
  /^(?:понедельник|monday)/u,
  /^(?:вторник|tuesday)/u,
  /^(?:сред[уаы]|wednesday)/u,
  /^(?:четверг|thursday)/u,
  /^(?:пятниц|friday)/u,
  /^(?:суббот|saturday)/u,
]

const shift = ({ year, month, day }: Day, days: number): string =>
  new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)

/** ISO date of a phrase, or undefined. A day without a year is the next such day. */
export function parseDate(text: string, { now, timeZone }: Clock): string | undefined {
  const today = wallClock(now, timeZone)
  const iso = /(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/u.exec(text)
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?!\d)/u.exec(text)
  if (dotted) return withYear(Number(dotted[2]), Number(dotted[1]), dotted[3], today)
  const words = plainWords(text).split(' ')
  for (const word of words) {
    const days = relative[word]
    if (days !== undefined) return shift(today, days)
  }
  return parseMonthDay(words, today) ?? parseAhead(words, today)
}

function parseMonthDay(words: string[], today: Day): string | undefined {
  const at = words.findIndex((word) => months.some((month) => month.test(word)))
  if (at < 0) return undefined
  const month = months.findIndex((pattern) => pattern.test(words[at] ?? '')) + 1
  const dayWords = at > 0 ? words.slice(Math.max(0, at - 2), at) : words.slice(at + 1, at + 2)
  const day = dayOf(dayWords) ?? dayOf(dayWords.slice(-1))
  if (day === undefined) return undefined
  const year = words.slice(at + 1).find((word) => /^\d{4}$/u.test(word))
  return withYear(month, day, year, today)
}

function dayOf(words: string[]): number | undefined {
  const text = words.join(' ')
  if (text === '') return undefined
  const day = parseOrdinal(text) ?? parseNumber(text)
  return day !== undefined && Number.isInteger(day) && day >= 1 && day <= 31 ? day : undefined
}

function parseAhead(words: string[], today: Day): string | undefined {
  const text = words.join(' ')
  if (/^(?:через|in) /u.test(text)) {
    const count = parseNumber(text) ?? 1
    const unit = /(?:недел|week)/u.test(text) ? 7 : /(?:день|дня|дней|day)/u.test(text) ? 1 : 0
    return unit > 0 && Number.isInteger(count) && count >= 0 && count <= 3660
      ? shift(today, count * unit)
      : undefined
  }
  const weekday = weekdays.findIndex((pattern) => words.some((word) => pattern.test(word)))
  if (weekday < 0) return undefined
  const current = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay()
  return shift(today, (weekday - current + 7) % 7 || 7)
}

function withYear(month: number, day: number, year: string | undefined, today: Day): string | undefined {
  if (year !== undefined) return checked(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
  const from = isoDate(today)
  for (let next = today.year; next <= today.year + 8; next++) {
    const found = checked(next, month, day)
    if (found !== undefined && found >= from) return found
  }
  return undefined
}

const checked = (year: number, month: number, day: number): string | undefined =>
  month >= 1 && month <= 12 && isDay(year, month, day) ? isoDate({ year, month, day }) : undefined

/** «19:30», «в семь вечера», «в полдень», «7 pm» as HH:MM, or undefined. */
export function parseTime(text: string): string | undefined {
  const words = plainWords(text.replaceAll(':', '#')).replaceAll('#', ':')
  const pm = /(?:вечера|дня|пополудни|(?<![a-z])pm(?![a-z]))/u.test(words)
  const night = /(?:ночи|утра|(?<![a-z])am(?![a-z]))/u.test(words)
  const written = /(?<!\d)(\d{1,2})[:.](\d\d)(?!\d)/u.exec(text)
  if (written) return atTime(Number(written[1]), Number(written[2]), pm, night)
  if (/(?:полдень|noon)/u.test(words)) return '12:00'
  if (/(?:полночь|midnight)/u.test(words)) return '00:00'
  const [hourWords = '', minuteWords] = words.split(/ (?:часов|часа|час|ч) /u)
  const hour = /^(?:в )?час(?: |$)/u.test(words) ? 1 : parseNumber(hourWords)
  const minute = minuteWords === undefined ? 0 : (parseNumber(minuteWords) ?? 0)
  return hour === undefined ? undefined : atTime(hour, minute, pm, night)
}

function atTime(hour: number, minute: number, pm: boolean, night: boolean): string | undefined {
  const full = pm && hour < 12 ? hour + 12 : night && hour === 12 ? 0 : hour
  if (
    !Number.isInteger(full) ||
    full < 0 ||
    full > 23 ||
    !Number.isInteger(minute) ||
    minute < 0 ||
    minute > 59
  )
    return undefined
  return `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

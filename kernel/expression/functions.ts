/** Gorod's own functions and the mixed arithmetic that CEL leaves out. */
import type { Environment } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { distanceM } from '../contract/geo.ts'
import { formatDate, type Moment, nextDate } from './calendar.ts'
import { dataLimits } from './cost.ts'
import { pluralOf, sayNumber } from './say.ts'

type AnyNumber = number | bigint

/*
 * Our functions beside those of CEL:
 *   plural(n, 'заявка', 'заявки', 'заявок'): the Russian form of a word for a number
 *   date(t, 'd MMMM, EEE, HH:mm'): a date or an instant in words of the talk, in the zone of the region
 *   next_date(month, day): ISO date of the next such day, today included
 *   distance(a, b): whole metres between two places {lat, lon}
 *   far(metres): «350 м», «2,4 км»
 *   say(n): a number as Russian words
 *   round(n): the nearest whole number
 *   s.like('^[0-9]+$'): whether a regular expression (RE2) finds something
 *   s.parts(';'): a text cut at a separator, trimmed, at most 200 parts
 *   s.replace('a', 'b'): a text with every occurrence replaced
 *   wkt_lat(s), wkt_lon(s): degrees of a WKT point
 */

const patterns = new Map<string, RE2JS>()

function compilePattern(pattern: string): RE2JS {
  let compiled = patterns.get(pattern)
  if (!compiled) {
    if (pattern.length > 500) throw new Error('The pattern is too long')
    compiled = RE2JS.compile(pattern)
    if (patterns.size >= 500) patterns.clear()
    patterns.set(pattern, compiled)
  }
  return compiled
}

function toPoint(value: unknown): { lat: number; lon: number } {
  const get = (key: string): unknown =>
    value instanceof Map ? value.get(key) : Object.getOwnPropertyDescriptor(Object(value), key)?.value
  const [lat, lon] = [get('lat'), get('lon')]
  if (
    (typeof lat !== 'number' && typeof lat !== 'bigint') ||
    (typeof lon !== 'number' && typeof lon !== 'bigint')
  ) {
    throw new Error('distance() needs two places with lat and lon')
  }
  return { lat: Number(lat), lon: Number(lon) }
}

function pointOfWkt(text: string): { lat: number; lon: number } {
  const found =
    /^\s*(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)[\s\d.-]*\)\s*$/i.exec(
      text,
    )
  const [lon, lat] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || Math.abs(lat) > 90 || Math.abs(lon) > 180)
    throw new Error(`Not a WKT point: ${text.slice(0, 40)}`)
  return { lat, lon }
}

function far(metres: number, lang: 'ru' | 'en'): string {
  const near = metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10
  if (near < 1000) return lang === 'ru' ? `${near} м` : `${near} m`
  const km =
    metres < 9950
      ? (Math.round(metres / 100) / 10).toFixed(1).replace('.0', '')
      : String(Math.round(metres / 1000))
  return lang === 'ru' ? `${km.replace('.', ',')} км` : `${km} km`
}

function cutParts(text: string, separator: string): string[] {
  if (separator === '') throw new Error('parts() needs a separator')
  const parts = text.split(separator, dataLimits.list + 1)
  if (parts.length > dataLimits.list) throw new Error(`More than ${dataLimits.list} parts`)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

const arithmetic: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

/** `during` is the moment of the evaluation under way: evaluations are synchronous and never overlap. */
export function registerFunctions(env: Environment, during: () => Moment): void {
  for (const [op, compute] of Object.entries(arithmetic)) {
    const mixed = (a: AnyNumber, b: AnyNumber) => compute(Number(a), Number(b))
    env.registerOperator(`double ${op} int`, mixed)
    env.registerOperator(`int ${op} double`, mixed)
  }
  // A number from JSON is a double, a literal or size() an int: each function takes both.
  const both = (signature: string, handler: (...args: never[]) => unknown) => {
    const options = { async: false }
    const versions = new Set(['int', 'double'].map((type) => signature.replaceAll('num', type)))
    for (const version of versions) env.registerFunction(version, handler, options)
  }
  both(
    'plural(num, string, string, string): string',
    (n: AnyNumber, one: string, few: string, many: string) => pluralOf(Number(n), one, few, many),
  )
  both('say(num): string', (n: AnyNumber) => sayNumber(Number(n)))
  both('far(num): string', (n: AnyNumber) => far(Number(n), during().lang ?? 'ru'))
  both('round(num): int', (n: AnyNumber) => BigInt(Math.round(Number(n))))
  both('next_date(num, num): string', (month: AnyNumber, day: AnyNumber) =>
    nextDate(Number(month), Number(day), during()),
  )
  both('date(string, string): string', (t: string, format: string) => formatDate(t, format, during()))
  both('date(google.protobuf.Timestamp, string): string', (t: Date, format: string) =>
    formatDate(t, format, during()),
  )
  both('distance(dyn, dyn): double', (a: unknown, b: unknown) =>
    Math.round(distanceM(toPoint(a), toPoint(b))),
  )
  both('wkt_lat(string): double', (text: string) => pointOfWkt(text).lat)
  both('wkt_lon(string): double', (text: string) => pointOfWkt(text).lon)
  both('string.like(string): bool', (text: string, pattern: string) =>
    compilePattern(pattern).matcher(text).find(),
  )
  both('string.parts(string): list<string>', cutParts)
  both('string.replace(string, string): string', (text: string, from: string, to: string) => {
    if (from === '') throw new Error('replace() needs something to look for')
    const replaced = text.replaceAll(from, () => to)
    if (replaced.length > dataLimits.text) throw new Error('The text grew too long')
    return replaced
  })
}

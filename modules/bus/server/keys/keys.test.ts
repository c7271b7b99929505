import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashKey, isSameHash, keyState, makeKey, parseKey } from './key.ts'
import { calendarWindow, minuteWindow } from './plan.ts'

describe('keys', () => {
  test('a key says its kind and id, and no two are alike', () => {
    const made = Array.from({ length: 200 }, () => makeKey('sec', randomBytes))
    expect(new Set(made.map(({ text }) => text)).size).toBe(200)
    for (const { id, text } of made) expect(parseKey(text)).toEqual({ kind: 'sec', id })
  })

  test('any one sign changed, lost or added makes it no key', () => {
    const { text } = makeKey('pub', randomBytes)
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyzAZ_- '),
        (at, sign) => {
          const changed = text.slice(0, at) + sign + text.slice(at + 1)
          if (changed !== text) expect(parseKey(changed)).toBeUndefined()
          expect(parseKey(text.slice(0, at) + text.slice(at + 1))).toBeUndefined()
          expect(parseKey(text.slice(0, at) + sign + text.slice(at))).toBeUndefined()
        },
      ),
    )
  })

  test('hashes are compared whole', () => {
    expect(isSameHash(hashKey('a'), hashKey('a'))).toBe(true)
    expect(isSameHash(hashKey('a'), hashKey('b'))).toBe(false)
    expect(isSameHash(hashKey('a'), '')).toBe(false)
  })

  test.each([
    [null, null, 'live'],
    ['2026-03-10', null, 'ending'],
    ['2026-03-08', null, 'revoked'],
    [null, '2026-03-01', 'revoked'],
    ['2026-03-10', '2026-03-01', 'revoked'],
  ])('ends %s, revoked %s: %s', (endsAt, revokedAt, state) => {
    const at = (text: string | null) => (text === null ? null : new Date(text))
    expect(keyState({ endsAt: at(endsAt), revokedAt: at(revokedAt) }, new Date('2026-03-09'))).toBe(state)
  })
})

describe('windows of quotas', () => {
  test.each([
    // Moscow is three hours ahead: its March begins when it is still February in UTC.
    ['2026-02-28T20:59:59Z', 'month', 'Europe/Moscow', '2026-02', '2026-02-28T21:00:00.000Z'],
    ['2026-02-28T21:00:00Z', 'month', 'Europe/Moscow', '2026-03', '2026-03-31T21:00:00.000Z'],
    ['2026-12-31T22:00:00Z', 'month', 'Europe/Moscow', '2027-01', '2027-01-31T21:00:00.000Z'],
    ['2026-03-09T21:30:00Z', 'day', 'Europe/Moscow', '2026-03-10', '2026-03-10T21:00:00.000Z'],
    ['2026-03-09T12:00:00Z', 'day', 'Asia/Vladivostok', '2026-03-09', '2026-03-09T14:00:00.000Z'],
    // Nights when the clock is moved: 23 and 25 hours long.
    ['2026-03-29T10:00:00Z', 'day', 'Europe/Berlin', '2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25T10:00:00Z', 'day', 'Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00.000Z'],
    ['2026-10-10T10:00:00Z', 'month', 'Europe/Berlin', '2026-10', '2026-10-31T23:00:00.000Z'],
  ] as const)('%s, %s of %s is %s', (now, of, zone, name, endsAt) => {
    const window = calendarWindow(new Date(now), of, zone)
    expect([window.name, window.endsAt.toISOString()]).toEqual([name, endsAt])
  })

  test('every instant lies before the end of its window, and the end begins the next one', () => {
    const zones = fc.constantFrom(
      'Europe/Moscow',
      'Asia/Kamchatka',
      'Europe/Kaliningrad',
      'Europe/Berlin',
      'UTC',
    )
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, zones, fc.constantFrom('day', 'month'), (now, zone, of) => {
        const window = calendarWindow(now, of, zone)
        expect(window.endsAt.getTime()).toBeGreaterThan(now.getTime())
        expect(calendarWindow(new Date(window.endsAt.getTime() - 1), of, zone).name).toBe(window.name)
        expect(calendarWindow(window.endsAt, of, zone).name).not.toBe(window.name)
      }),
    )
  })

  test('minutes', () => {
    const window = minuteWindow(new Date('2026-03-09T10:00:59.999Z'))
    expect(window.endsAt.toISOString()).toBe('2026-03-09T10:01:00.000Z')
    expect(minuteWindow(window.endsAt).name).not.toBe(window.name)
  })
})

import { describe, expect, test } from 'vitest'
import type { Home } from '../contract.ts'
import {
  auditSubject,
  judgeLink,
  limitWindow,
  mergeHomes,
  mergeRoles,
  mustSlide,
  permissionsOf,
  toEmail,
} from './rules.ts'

const now = new Date('2026-03-09T12:00:00Z')
const later = new Date('2026-03-09T12:00:01Z')
const home = (id: string, short = id): Home => ({
  id,
  short,
  full: id,
  district: 'nevsky',
  geo: { lat: 59.9, lon: 30.4 },
})

test.each([
  ['Anna@Example.ORG', 'anna@example.org'],
  [' anna@example.org ', 'anna@example.org'],
  ['мария@почта.рф', 'мария@xn--80a1acny.xn--p1ai'],
  ['a@b@example.org', 'a@b@example.org'],
  ['@example.org', undefined],
  ['anna@', undefined],
])('the address «%s» is known as %s', (written, email) => expect(toEmail(written)).toBe(email))

test.each([
  ['unknown', undefined, 'people.no_such_link'],
  ['fresh', { expiresAt: later, usedAt: null }, 'good'],
  ['at its last instant', { expiresAt: now, usedAt: null }, 'people.link_expired'],
  ['used', { expiresAt: later, usedAt: now }, 'people.link_used'],
  ['used and expired', { expiresAt: now, usedAt: now }, 'people.link_used'],
] as const)('a link that is %s', (_title, link, verdict) => expect(judgeLink(link, now)).toBe(verdict))

describe('a device joins an account', () => {
  test('homes of the account stay first and as they were, new ones follow', () =>
    expect(mergeHomes([home('a', 'Дом'), home('b')], [home('c'), home('a', 'другое имя')])).toEqual([
      home('a', 'Дом'),
      home('b'),
      home('c'),
    ]))
  test('twenty homes at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => home(`d${i}`))
    expect(mergeHomes([home('a')], many).map(({ id }) => id)).toEqual([
      'a',
      ...many.slice(0, 19).map(({ id }) => id),
    ])
  })
  test('roles are a set', () =>
    expect(mergeRoles(['driver'], ['senior', 'driver'])).toEqual(['driver', 'senior']))
})

test.each([
  [['administrator'], ['*']],
  [
    ['editor', 'analyst'],
    ['catalogue.*', 'flows.*', 'measure.*'],
  ],
  [['developer'], []],
  [[], []],
] as const)('staff in roles %j may %j', (roles, permissions) =>
  expect(permissionsOf(roles)).toEqual(permissions),
)

test('an audit row keeps ids and kinds, and nothing a person wrote', () =>
  expect(
    auditSubject({
      grantId: 'stf_1',
      role: 'editor',
      version: 3,
      email: 'anna@example.org',
      text: 'жалоба',
      personId: 'anna@example.org',
      name: 'Anna',
      nested: { id: 'x' },
      apiKey: 'grd_live_secret',
      status: 'сломано',
    }),
  ).toEqual({ grantId: 'stf_1', role: 'editor', version: 3 }))

test.each([
  ['2026-03-08T12:00:01Z', false],
  ['2026-03-08T12:00:00Z', true],
])('a session seen at %s slides at noon next day: %s', (seen, slides) =>
  expect(mustSlide(new Date(seen), now)).toBe(slides),
)

test('limits are counted in quarters of an hour', () => {
  const { id, endsAt } = limitWindow(new Date('2026-03-09T12:14:59Z'))
  expect(endsAt.toISOString()).toBe('2026-03-09T12:15:00.000Z')
  expect(limitWindow(new Date('2026-03-09T12:00:00Z')).id).toBe(id)
  expect(limitWindow(new Date('2026-03-09T12:15:00Z')).id).toBe(id + 1)
})

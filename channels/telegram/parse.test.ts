import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hearUpdate } from './parse.ts'

const bot = { id: 2000001, username: 'gorod_test_bot' }
const file = join(process.env['GOROD_SHARED'] ?? '../shared', 'vectors/inbound/telegram-updates.json')

interface Vector {
  id: string
  payload: Record<string, unknown>
}
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cases : []
const heard = (id: string) => hearUpdate(vectors.find((vector) => vector.id === id)?.payload, bot)

describe.skipIf(vectors.length === 0)('updates of the platform', () => {
  test.each([
    ['emulator-start', { kind: 'command', name: 'menu' }],
    ['emulator-text', { kind: 'phrase', text: 'Лиговский проспект, 50' }],
    ['emulator-callback', { kind: 'press', key: 'k:1a2b3c4d:0' }],
    ['text', { kind: 'phrase', text: 'Лиговский проспект, 50' }],
    ['help-in-group-with-name', { kind: 'command', name: 'help' }],
    ['mention-after-emoji', { kind: 'phrase', text: '🏠 что с водой?' }],
    ['location', { kind: 'location', lat: 59.9205, lon: 30.3556 }],
    ['own-contact', { kind: 'phrase', text: '+79000000000', slots: { phone: '+79000000000' } }],
    ['foreign-contact', { kind: 'phrase', text: '' }],
    ['photo', { kind: 'file', id: 'telegram:A2', mime: 'image/jpeg' }],
    ['callback', { kind: 'press', key: 'k:1a2b3c4d:0' }],
    ['callback-old-message', { kind: 'press', key: 'k:1a2b3c4d:0' }],
  ])('%s', (id, input) => expect(heard(id)).toMatchObject({ kind: 'turn', input }))

  test.each(['emulator-start-payload', 'start-deep-link'])('%s carries its payload', (id) =>
    expect(heard(id)).toMatchObject({ kind: 'turn', link: 'house_42' }),
  )

  test.each([
    ['emulator-group-text', 'not_addressed'],
    ['command-for-another-bot', 'unknown_message'],
    ['edited-message', 'unknown_event'],
    ['web-app-data', 'unknown_message'],
  ])('%s is not for us', (id, why) => expect(heard(id)).toEqual({ kind: 'nothing', why }))

  test('a blocked bot closes the door', () =>
    expect(heard('bot-blocked')).toEqual({ kind: 'door', chat: '1000001', open: false }))

  test('a group is overheard and knows no place', () =>
    expect(heard('help-in-group-with-name')).toMatchObject({
      overheard: true,
      caps: { geo: false, keyboard: false },
    }))

  test('none of them throws', () => {
    for (const { payload } of vectors) expect(() => hearUpdate(payload, bot)).not.toThrow()
  })
})

test.each([[undefined], [null], [5], ['x'], [{}], [{ update_id: 1 }], [{ update_id: 1, message: {} }]])(
  'rubbish %j is nothing',
  (event) => expect(hearUpdate(event, bot).kind).toBe('nothing'),
)

test('a page is turned', () =>
  expect(
    hearUpdate(
      {
        update_id: 1,
        callback_query: {
          id: '1',
          from: { id: 7 },
          data: 'p:0a1b2c3d:2',
          message: { message_id: 3, chat: { id: 7, type: 'private' } },
        },
      },
      bot,
    ),
  ).toMatchObject({ kind: 'page', key: '0a1b2c3d', page: 2 }))

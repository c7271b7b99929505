import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { type Heard, hearRequest } from './parse.ts'
import { AliceAnswer, AliceRequest } from './request.ts'

const folder = join(process.env['GOROD_SHARED'] ?? '../shared', 'vectors')
interface Vector {
  id: string
  payload: unknown
}
const read = (file: string): Vector[] =>
  existsSync(join(folder, file)) ? JSON.parse(readFileSync(join(folder, file), 'utf8')).cases : []
const requests = read('inbound/alice-requests.json')
const answers = read('outbound/alice-responses.json')

const heard = (id: string): Heard => {
  const payload = requests.find((vector) => vector.id === id)?.payload
  if (!Check(AliceRequest, payload)) throw new Error(`${id} is not understood`)
  return hearRequest(payload, '2026-05-12')
}

describe.skipIf(requests.length === 0)('requests of the platform', () => {
  test.each(['ping', 'ping-mid-dialog', 'ping-old'])('%s is a health check', (id) =>
    expect(heard(id)).toEqual({ kind: 'ping' }),
  )

  test.each([
    ['start-empty', { kind: 'start' }],
    ['new-interfaces', { kind: 'start' }],
    ['station', { kind: 'start' }],
    ['unknown-phrase', { kind: 'phrase', text: 'sdfdsf' }],
    ['button-pressed', { kind: 'press', key: 'k:1a2b3c4d:1' }],
    ['geolocation-allowed', { kind: 'location', lat: 59.9205, lon: 30.3556 }],
    ['geolocation-rejected', { kind: 'phrase', text: '' }],
    ['old-minimal', { kind: 'phrase', text: 'где ближайшее отделение' }],
  ])('%s', (id, input) => expect(heard(id)).toMatchObject({ kind: 'turn', input }))

  test.each(['full-request', 'with-nlu', 'linked-account'])('%s: entities are read', (id) =>
    expect(heard(id)).toMatchObject({
      input: { slots: { house: 'льва толстого 16', number: 16, date: '2026-05-13' } },
    }),
  )

  test('a speaker and a screen are told apart', () => {
    expect(heard('station')).toMatchObject({ caps: { screen: false, inline: false, geo: false } })
    expect(heard('full-request')).toMatchObject({
      caps: { screen: true, inline: true, geo: true },
      overheard: true,
    })
    expect(heard('geolocation-rejected')).toMatchObject({ caps: { geo: false } })
  })

  test('the account names the person, else the device', () => {
    expect(heard('linked-account')).toMatchObject({
      person: { key: 'alice:6C91DA5198D1758C6A9F63A7C5CDDF09359F683B13A18A151FBF4C8B092BB0C2' },
    })
    expect(heard('old-minimal')).toMatchObject({
      person: { key: 'alice:AC9WC3DF6FCE052E45A4566A48E6B7193774B84814CE49A922E163B8B29881DC' },
    })
  })

  test('each has its own event id', () => {
    expect(heard('unknown-phrase')).toMatchObject({
      eventId: expect.stringMatching(/^7dce3a23-3fd6-419a-9731-0f6463a2cfd3:19:/),
    })
  })
})

describe.skipIf(answers.length === 0)('answers of other skills', () => {
  test.each(answers.map(({ id, payload }) => [id, payload] as const))('%s passes our schema', (_, payload) =>
    expect(Check(AliceAnswer, payload)).toBe(true),
  )
})

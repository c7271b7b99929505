/** A service that hangs: the platform gets words in time, and the answer is there when asked for again. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, modules } from '#apps/modules.ts'
import { defineModule } from '#kernel/server/module.ts'
import { rootDir } from '#kernel/server/root.ts'
import { flows } from '#modules/flows/index.ts'
import { type TestCity, testCity } from '../../tests/harness.ts'

let release: (() => void) | undefined
const probe = defineModule<object>()({
  name: 'probe',
  needs: { flows },
  start: (_kit, needs) => {
    needs.flows.addService('test.hang', {
      kind: 'query',
      run: () => new Promise((done) => (release = () => done({ value: 'клад' }))),
    })
    return { api: {} }
  },
})
const hanging = {
  gorod: 'flow/1',
  id: 'memorable-dates',
  title: { ru: 'Памятные даты' },
  lang: ['ru'],
  channels: ['web', 'telegram', 'alice'],
  start: 'find',
  nodes: {
    find: { query: 'test.hang', as: 'found', fail: 'sorry', next: 'show' },
    show: { show: 'text', text: { ru: 'Найдено: {{ found }}' } },
    sorry: { show: 'text', text: { ru: 'Не вышло' } },
  },
}

const pack = mkdtempSync(join(tmpdir(), 'gorod-slow-pack-'))
let city: TestCity
let url: string
beforeAll(async () => {
  cpSync(join(rootDir, 'packs/petersburg'), pack, { recursive: true })
  writeFileSync(join(pack, 'flows/memorable-dates.flow.json'), JSON.stringify(hanging))
  city = await testCity({
    env: { GOROD_PACK: pack, ALICE_SKILL_ID: 'test-skill', ALICE_WEBHOOK_KEY: 'a-key-nobody-guesses' },
    modules: [...modules, ...channels, probe],
  })
  url = await city.listen()
})
afterAll(async () => {
  await city.close()
  rmSync(pack, { recursive: true, force: true })
})

let message = 0
async function say(command: string): Promise<{ text: string; ms: number }> {
  const began = performance.now()
  const answer = await fetch(`${url}/hooks/alice/a-key-nobody-guesses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      request: { type: 'SimpleUtterance', command, original_utterance: command },
      session: {
        session_id: 'slow',
        message_id: message++,
        skill_id: 'test-skill',
        new: message === 1,
        user_id: 'u',
      },
      version: '1.0',
    }),
  })
  const { response } = (await answer.json()) as { response: { text: string } }
  return { text: response.text, ms: performance.now() - began }
}

test('no answer comes later than 3.5 seconds', async () => {
  await say('')
  const first = await say('памятные даты')
  expect(first.ms).toBeLessThan(3500)
  expect(first.text).toContain('ещё немного времени')
  release?.()
  expect((await say('продолжить')).text).toContain('Найдено: клад')
}, 20_000)

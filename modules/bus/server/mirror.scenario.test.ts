/** The full sets of the city, where they lie beside the repository: every mirror origin of the pack is read. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../../tests/harness.ts'
import { bus } from '../index.ts'

const mirror = resolve(process.env['GOROD_SHARED'] ?? '../shared', 'data')

describe.skipIf(!existsSync(mirror))('the whole city from the mirror', () => {
  let t: TestCity
  beforeAll(async () => {
    t = await testCity({ env: { GOROD_MIRROR: mirror } })
  })
  afterAll(() => t.close())

  test('every mirror origin is read, or says in words why it was not', async () => {
    const { items } = (await t.ask('vera', 'GET', '/api/bus/sources')).body
    const read = []
    for (const { id, origins } of items) {
      if (!origins.includes('mirror')) continue
      const run = await t.city.apiOf(bus).runSource(id)
      read.push(run)
      if (process.env['SHOW'])
        console.log(id, run.state, run.read, run.kept, run.rejected, run.problem?.text.ru ?? '')
    }
    expect(read.length).toBeGreaterThan(8)
    const published = read.filter(({ state }) => state === 'published')
    expect(published.length).toBeGreaterThan(8)
    expect(published.reduce((sum, { kept }) => sum + kept, 0)).toBeGreaterThan(5000)
    // Smaller samples are kept out by the guard; nothing else may stand in the way.
    for (const run of read.filter(({ state }) => state !== 'published')) {
      expect(run).toMatchObject({ state: 'failed', problem: { code: 'shrunk' } })
      expect(run.problem?.text.ru).toMatch(/Пришло \d+ строк вместо \d+/)
    }
  }, 120_000)

  test('a second reading changes nothing', async () => {
    const again = await t.city.apiOf(bus).runSource('metro')
    expect(again).toMatchObject({ state: 'unchanged', change: { added: 0, changed: 0, removed: 0 } })
  })
})

/**
 * kill -9 of the real process while it reads a source, as it is started by default, with its own database:
 * it comes up again and finishes, with the same rows once.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildServer, startChild } from '../../../tests/child.ts'
import { makeRegion, startUpstream, type Upstream } from '../../../tests/fake-region.ts'

const folder = mkdtempSync(join(tmpdir(), 'gorod-kill-'))
const text = (ru: string) => ({ ru })
const column = (role: string) => ({
  type: 'string',
  'x-title': text('Поле'),
  'x-class': 'open',
  'x-role': role,
})
const [pages, rowsOfPage] = [12, 2500]
let upstream: Upstream
let child: ChildServer | undefined

const region = () =>
  makeRegion({
    'datasets/trees.json': {
      id: 'trees',
      title: text('Деревья'),
      card: { source: text('Садовники'), content: text('Деревья'), access: text('REST') },
      owner: text('Комитет'),
      roles: [],
      needs: [],
      licence: 'CC0-1.0',
      attribution: 'Садовники',
      freshness: { days: 1 },
      schema: {
        type: 'object',
        required: ['id', 'kind'],
        properties: { id: column('key'), kind: column('title') },
      },
    },
    'sources/trees.json': {
      id: 'trees',
      name: text('Деревья'),
      owner: text('Садовники'),
      dataset: 'trees',
      key: ['id'],
      origins: [
        {
          name: 'city',
          transport: { kind: 'http', url: `${upstream.url}/trees` },
          decoder: { kind: 'json' },
          progress: { kind: 'page', size: rowsOfPage },
          ops: [],
        },
      ],
      schedule: { everyMinutes: 60 },
    },
  })

beforeAll(async () => {
  // Started by root, the database runs as another user, who must be able to walk in.
  chmodSync(folder, 0o711)
  upstream = await startUpstream()
  upstream.answer(async (_request, url) => {
    const page = Number(url.searchParams.get('page'))
    await new Promise((next) => setTimeout(next, 60))
    const count = page < pages ? rowsOfPage : page === pages ? 7 : 0
    return {
      body: JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: `t${page}-${n}`, kind: 'Липа' }))),
    }
  })
})
afterAll(async () => {
  await child?.end('SIGKILL')
  await upstream.close()
  rmSync(folder, { recursive: true, force: true })
})

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let n = 0; n < 3000; n++) {
    if (await holds()) return
    await new Promise((next) => setTimeout(next, 10))
  }
  throw new Error(`it did not come to that; asked so far: ${upstream.asked.join(' ')}`)
}

test('killed three times in the middle, the run ends with every row once, and no page it had is asked again', async () => {
  const env = {
    GOROD_DATA: join(folder, 'data'),
    GOROD_PACK: region(),
    GOROD_EGRESS_PRIVATE: '127.0.0.1',
    GOROD_ROLES: 'web,worker',
  }
  const trees = async (rest = '') =>
    (await (await fetch(`${child?.url}/api/datasets/trees${rest}`)).json()) as { lastRun?: { state: string } }
  for (const reach of [3, 6, 9]) {
    child = await startChild(env)
    await until(() => new Set(upstream.asked).size >= reach)
    await child.end('SIGKILL')
  }
  expect(new Set(upstream.asked).size).toBeLessThan(pages)
  child = await startChild(env)
  await until(async () => (await trees()).lastRun?.state === 'published')

  const rows = rowsOfPage * (pages - 1) + 7
  expect(await trees('/items?count=exact&limit=1')).toMatchObject({ count: rows })
  // A version is the number of the last line of the log: as many lines as rows, so none was written twice.
  expect(await trees()).toMatchObject({ rows, version: rows, lastRun: { state: 'published' } })
  // A page that was on its way when the process died may be asked once more; no page that was kept is.
  expect(new Set(upstream.asked).size).toBe(pages)
  expect(upstream.asked.length).toBeLessThanOrEqual(pages + 3)
  expect(await child.end('SIGTERM')).toBe(0)
}, 120_000)

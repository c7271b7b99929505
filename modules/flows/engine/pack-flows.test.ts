/** Every flow of every pack fits its channels and plays to an answer, over the schemas of the pack's own datasets. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Shape } from '#kernel/expression/strict.ts'
import { readFlow } from '../contract/flow.ts'
import type { Me } from '../contract/turn.ts'
import type { View } from '../contract/view.ts'
import { hashFlow } from './document.ts'
import type { FlowRequest } from './event.ts'
import { fitFlow, type Knowledge } from './fit/fit.ts'
import { profiles } from './profiles.ts'
import { type Answer, createTalk } from './talk.ts'

const root = new URL('../../../packs/', import.meta.url).pathname
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

interface DatasetFile {
  id: string
  schema: { properties: Record<string, { type: string | string[]; enum?: string[]; 'x-role'?: string }> }
}

const geo: Shape = { fields: { lat: 'number', lon: 'number' } }
const homeShape: Shape = {
  fields: {
    id: 'text',
    short: 'text',
    full: 'text',
    district: { fields: { id: 'text', name: 'text' } },
    municipality: { fields: { name: 'text' } },
    postcode: 'text',
    geo,
  },
}
const shared = ['near', 'radiusM', 'text', 'sort', 'limit']

function shapeOfRow({ schema }: DatasetFile): Shape {
  const typeOf = (type: string | string[]): Shape => ([type].flat().includes('string') ? 'text' : 'number')
  const columns = Object.entries(schema.properties).map(([name, { type }]) => [name, typeOf(type)] as const)
  return { fields: { ...Object.fromEntries(columns), geo, distance_m: 'number' } }
}

const filesIn = (folder: string, ending: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(ending))
        .map((file) => join(folder, file))
    : []

const packs = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** Rows that hold nothing but the key, a name and a place: what a table promises at least. */
function barest({ schema }: DatasetFile, given: Readonly<Record<string, unknown>>): unknown {
  const empty = Object.fromEntries(Object.keys(schema.properties).map((name) => [name, null]))
  const first = {
    ...empty,
    id: '1',
    name: 'Первое',
    title: 'День города',
    text: 'Рассказ.',
    kind: schema.properties['kind']?.enum?.[0],
    month: 5,
    day: 27,
    next_on: '2026-05-27',
    geo: { lat: 59.93, lon: 30.33 },
  }
  const rows = [
    first,
    {
      ...first,
      id: '2',
      name: 'Второе',
      address: 'Садовая ул., 1',
      phone: '+7 812 000-00-00',
      distance_m: 900,
    },
  ]
  return rows
    .slice(0, Number(given['limit'] ?? 2))
    .map((row, n) => ('near' in given ? { ...row, distance_m: 300 + n } : row))
}

const anna: Me = {
  known: true,
  roles: [],
  subs: [],
  homes: [
    {
      id: 'b-1',
      short: 'Лиговский пр., 50',
      full: 'Санкт-Петербург, Лиговский проспект, 50',
      district: 'centralny',
      geo: { lat: 59.92, lon: 30.35 },
    },
  ],
}

describe.each(packs)('the pack %s', (pack) => {
  const datasets = new Map(
    filesIn(join(root, pack, 'datasets'), '.json')
      .map((path) => readJson(path) as DatasetFile)
      .map((file) => [file.id, file]),
  )
  const knowledge: Knowledge = {
    service: (id) => {
      if (id === 'geo.house') return { result: homeShape, parameters: new Set(['id']) }
      const dataset = datasets.get(id)
      return (
        dataset && {
          result: { list: shapeOfRow(dataset) },
          parameters: new Set([...shared, ...Object.keys(dataset.schema.properties)]),
        }
      )
    },
  }
  const answer = (request: FlowRequest): Answer => {
    if (request.kind !== 'query') return { ok: false }
    const home = {
      id: 'b-1',
      short: 'Лиговский пр., 50',
      full: 'Санкт-Петербург',
      district: { id: 'c', name: 'Центральный район' },
      municipality: null,
      postcode: null,
      geo: anna.homes[0]?.geo,
    }
    const dataset = datasets.get(request.service)
    const origin = { source: 'Комитет', asOf: '2026-03-12T06:00:00.000Z', stale: false }
    return { ok: true, value: dataset ? barest(dataset, request.with) : home, origin }
  }

  test.each(filesIn(join(root, pack, 'flows'), '.flow.json').map((path) => [basename(path), path]))(
    '%s fits and plays',
    (_, path) => {
      const read = readFlow(readJson(path))
      expect(read.ok ? [] : read.problems).toEqual([])
      if (!read.ok) return
      const fit = fitFlow(read.flow, knowledge)
      expect(fit.problems).toEqual([])
      expect(fit.cells.filter(({ verdict }) => verdict === 'refused')).toEqual([])

      const flow = { document: read.flow, version: hashFlow(read.flow, sha256) }
      const env = {
        session: 's',
        person: 'p',
        timeZone: 'Europe/Moscow',
        sha256,
        flow: () => undefined,
        human: { queue: false },
      }
      for (const channel of read.flow.channels) {
        for (const lang of read.flow.lang) {
          const begin = () => {
            const talk = createTalk({ flow, env, caps: profiles[channel].caps, me: anna, lang, answer })
            return { talk, views: talk.start() }
          }
          const first = begin()
          const options =
            first.views.at(-1)?.kind === 'ask'
              ? (first.talk.state().question?.fields[0]?.options.length ?? 0)
              : 0
          const shown: View[] = options === 0 ? first.views : []
          for (let n = 0; n < options; n++) {
            const { talk } = begin()
            shown.push(...talk.press(n))
            expect(talk.last().outcome, `${channel} ${lang} option ${n}`).not.toBe('failed')
            expect(
              talk
                .state()
                .last.map((view) => ('text' in view ? view.text.text : ''))
                .join(),
              `${channel} ${lang} ${n}`,
            ).not.toContain('не отвечают')
          }
          const lists = shown.filter(
            (view) => view.kind === 'list' || view.kind === 'map' || view.kind === 'card',
          )
          expect(lists.length, `${channel} ${lang}`).toBeGreaterThan(0)
          for (const view of lists) expect(view).toMatchObject({ origin: { source: 'Комитет' } })
          expect(JSON.stringify(shown)).not.toMatch(/null|undefined|NaN|\{\{/)
        }
      }
    },
  )
})

/** Small flows for tests of the engine, the people in them, and a talk that is played in memory. */
import { createHash } from 'node:crypto'
import { readFlow } from '#modules/flows/contract/flow.ts'
import type { House, Me } from '#modules/flows/contract/turn.ts'
import type { View } from '#modules/flows/contract/view.ts'
import { hashFlow } from '#modules/flows/engine/document.ts'
import type { FlowEnv, PinnedFlow } from '#modules/flows/engine/event.ts'
import { profiles } from '#modules/flows/engine/profiles.ts'
import { createTalk, type TalkOptions } from '#modules/flows/engine/talk.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const house = (n = 50): House => ({
  id: `b-${n}`,
  short: `Лиговский пр., ${n}`,
  full: `Санкт-Петербург, Лиговский проспект, дом ${n}`,
  district: 'centralny',
  geo: { lat: 59.92, lon: 30.35 },
})
export const anna: Me = { known: true, homes: [house()], roles: [], subs: [] }

export function pin(document: unknown): PinnedFlow {
  const read = readFlow(document)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return { document: read.flow, version: hashFlow(read.flow, sha256) }
}

export const flowOf = (nodes: object, more: object = {}): PinnedFlow =>
  pin({
    gorod: 'flow/1',
    id: 'x',
    title: { ru: 'Икс' },
    lang: ['ru', 'en'],
    channels: ['web'],
    start: 'a',
    nodes,
    ...more,
  })

export const envOf = (more: Partial<FlowEnv> = {}): FlowEnv => ({
  session: 's1',
  person: 'p1',
  timeZone: 'Europe/Moscow',
  sha256,
  flow: () => undefined,
  human: { queue: false, phone: { number: '122', title: { ru: 'Городская справка' } } },
  ...more,
})

export const play = (flow: PinnedFlow, more: Partial<TalkOptions> = {}) =>
  createTalk({ flow, env: envOf(), caps: profiles.telegram.caps, answer: () => undefined, ...more })

export const textsOf = (views: readonly View[]) =>
  views.map((view) => (view.kind === 'form' ? 'form' : view.text.text))
export const vars = (talk: ReturnType<typeof play>) => talk.state().frames[0]?.vars

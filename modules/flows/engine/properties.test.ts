/** Properties P3-P6 and P9 of the flow language, over random graphs and random talks. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FlowDocument, flowLimits, readFlow } from '../contract/flow.ts'
import type { TurnInput } from '../contract/turn.ts'
import { advance, fold } from './advance.ts'
import { hashFlow } from './document.ts'
import type { FlowEnv, FlowEvent, FlowRequest, PinnedFlow } from './event.ts'
import { profiles } from './profiles.ts'
import { beginFlow } from './state.ts'
import { type Answer, createTalk, nobody, type TalkOptions } from './talk.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const ids = ['a', 'b', 'c', 'd', 'e']
const variables = ['x', 'y', 'z']

const id = fc.constantFrom(...ids, ...ids, 'nowhere')
const condition = fc.constantFrom(
  'true',
  'false',
  'x == null',
  'y == 1',
  'z > 2',
  'nope',
  'x.size() > 0',
  'caps.push',
)
const expression = fc.constantFrom(
  '1',
  "'слово'",
  'x',
  'null',
  '[1, 2]',
  'now',
  'x + 1',
  'me.homes',
  'nope',
  '{"lat": 59.9, "lon": 30.3}',
)
const next = fc.option(
  fc.oneof(id, fc.array(fc.record({ when: condition, next: id }), { minLength: 1, maxLength: 3 })),
  { nil: undefined },
)
const words = fc
  .constantFrom('Слово', 'Есть {{ x }}', '{{ nope }}', '{{ me.lang }} {{ 1 + 1 }}')
  .map((ru) => ({ ru, en: 'Word' }))
const variable = fc.constantFrom(...variables)
const common = {
  next,
  fail: fc.option(id, { nil: undefined }),
  set: fc.option(fc.dictionary(variable, expression, { maxKeys: 2 }), { nil: undefined }),
}
const choices = [
  { value: 'p', label: { ru: 'Первый сорт' } },
  { value: 2, label: { ru: 'Лампы' } },
  { value: true, label: { ru: 'Ламели' } },
]

const ask = fc.record({
  ask: variable,
  text: words,
  ...common,
  type: fc.constantFrom(
    'text',
    'number',
    'bool',
    'date',
    'time',
    'phone',
    'email',
    'choice',
    'many',
    'house',
    'location',
    'photo',
    'rating',
    'consent',
  ),
  choices: fc.constant(choices),
  from: fc.option(expression, { nil: undefined }),
  always: fc.boolean(),
  skip: fc.option(condition, { nil: undefined }),
  valid: fc.option(fc.constant([{ when: 'x != 3', text: { ru: 'Не три' } }]), { nil: undefined }),
})
const query = fc.record({
  query: fc.constant('rows'),
  as: variable,
  with: fc.dictionary(variable, expression, { maxKeys: 2 }),
  ...common,
})
const branch = fc.record({
  branch: fc.array(fc.record({ when: condition, next: id }), { minLength: 1, maxLength: 3 }),
  else: fc.option(id, { nil: undefined }),
})
const split = fc.record({
  split: fc.tuple(id, id).map(([a, b]) => [
    { name: 'a', share: 40, next: a },
    { name: 'b', share: 60, next: b },
  ]),
})
const show = fc.record({
  show: fc.constantFrom('text', 'list', 'card', 'map', 'chart'),
  of: fc.option(expression, { nil: undefined }),
  text: words,
  ...common,
})
const act = fc.record({
  act: fc.constantFrom('report', 'human.handover', 'channel.continue'),
  confirm: fc.option(words, { nil: undefined }),
  done: fc.option(words, { nil: undefined }),
  ...common,
})
const call = fc.record({
  call: fc.constant('self@^1'),
  with: fc.dictionary(variable, expression, { maxKeys: 1 }),
  as: fc.option(variable, { nil: undefined }),
  ...common,
})
const node = fc.oneof(ask, ask, ask, query, branch, split, show, act, call)

const pinned = fc
  .record({
    nodes: fc.tuple(node, node, node, node, node),
    error: fc.option(id, { nil: undefined }),
    vars: fc.constantFrom({}, { x: { type: 'int' }, y: { type: 'text', class: 'sensitive' } }),
  })
  .map(({ nodes, error, vars }): PinnedFlow => {
    const document = JSON.parse(
      JSON.stringify({
        gorod: 'flow/1',
        id: 'random',
        title: { ru: 'Случай' },
        lang: ['ru', 'en'],
        channels: ['web'],
        start: 'a',
        vars,
        out: ['x'],
        ...(error ? { on: { error } } : {}),
        nodes: Object.fromEntries(ids.map((key, n) => [key, nodes[n]])),
      }),
    )
    const read = readFlow(document)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return { document: read.flow, version: hashFlow(read.flow, sha256) }
  })

const phrases = [
  'да',
  'нет',
  'назад',
  'помощь',
  'повтори',
  'готово',
  '1',
  '2',
  'второй',
  'ламп',
  'лам',
  'завтра',
  'Лиговский 50',
  'ещё',
  'продолжить',
  'оператор',
  '8 921 123 45 67',
  '',
  '🙂',
  'x'.repeat(600),
]
const input: fc.Arbitrary<TurnInput> = fc.oneof(
  fc.constantFrom(...phrases).map((text): TurnInput => ({ kind: 'phrase', text })),
  fc
    .constantFrom(...phrases)
    .map((text): TurnInput => ({ kind: 'phrase', text, slots: { house: 'Садовая 1', number: 3 } })),
  fc.constant<TurnInput>({ kind: 'start' }),
  fc.constant<TurnInput>({ kind: 'location', lat: 59.9, lon: 30.3 }),
  fc.constant<TurnInput>({ kind: 'file', id: 'f1', mime: 'image/png' }),
  fc.constantFrom(...variables).map((name): TurnInput => ({ kind: 'form', values: { [name]: 'слово' } })),
  fc
    .constantFrom('help', 'back', 'repeat', 'more', 'human', 'continue')
    .map((name): TurnInput => ({ kind: 'command', name: name as 'help' })),
  fc.nat(4).map((n): TurnInput => ({ kind: 'press', key: `k:?:${n}` })),
)
type Did = { input: TurnInput } | { slow: true }
const did: fc.Arbitrary<Did> = fc.oneof(
  { weight: 9, arbitrary: input.map((one) => ({ input: one })) },
  { weight: 1, arbitrary: fc.constant({ slow: true as const }) },
)

const house = {
  id: 'b1',
  short: 'Садовая ул., 1',
  full: 'Садовая улица, 1',
  district: 'centralny',
  geo: { lat: 59.93, lon: 30.33 },
}
const answers: fc.Arbitrary<Answer> = fc.constantFrom<Answer>(
  { ok: true, value: [house] },
  { ok: true, value: [house, { ...house, id: 'b2' }] },
  { ok: true, value: [] },
  { ok: false, error: 'down' },
  { ok: true, value: Array.from({ length: 300 }, (_, n) => ({ n, text: 'слово '.repeat(30) })) },
)

const env = (flow: PinnedFlow): FlowEnv => ({
  session: 's',
  person: 'p',
  timeZone: 'Europe/Moscow',
  sha256,
  flow: () => flow,
  human: { queue: flow.version < '8' },
})

function talkOf(
  flow: PinnedFlow,
  channel: TalkOptions['caps'],
  answer: Answer | undefined,
  doings: readonly Did[],
) {
  const talk = createTalk({ flow, env: env(flow), caps: channel, me: nobody, answer: () => answer })
  talk.start()
  for (const one of doings) {
    if ('slow' in one) talk.send({ kind: 'slow', at: '2026-03-12T07:00:03.000Z' })
    else if (one.input.kind === 'press') talk.press(Number(one.input.key.split(':')[2]))
    else talk.turn(one.input)
  }
  return talk
}

const anyTalk = [
  pinned,
  fc.constantFrom(...Object.values(profiles)).map(({ caps }) => caps),
  fc.option(answers, { nil: undefined }),
  fc.array(did, { maxLength: 12 }),
] as const
const runs = { numRuns: 400, seed: 5 }

test('any talk over any graph ends each turn inside its limits and folds to the same state', () => {
  fc.assert(
    fc.property(...anyTalk, (flow, caps, answer, doings) => {
      const talk = talkOf(flow, caps, answer, doings)
      const state = talk.state()
      expect(state.work.nodes).toBeLessThanOrEqual(flowLimits.macrostepNodes + 25)
      expect(state.work.queries).toBeLessThanOrEqual(flowLimits.queriesInFlight)
      expect(state.frames.length).toBeLessThanOrEqual(flowLimits.callDepth)
      expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThanOrEqual(flowLimits.stateBytes)
      expect(state.status === 'asking').toBe(state.question !== undefined && state.requests.length === 0)
      const questions = state.last.filter((view) => view.kind === 'ask' || view.kind === 'form')
      expect(questions.length).toBeLessThanOrEqual(1)
      if (questions.length === 1) expect(state.last.at(-1)).toBe(questions[0])
      expect(fold(flow, talk.journal, env(flow))).toEqual(state)
    }),
    runs,
  )
})

test('an answer that comes twice has one effect', () => {
  fc.assert(
    fc.property(...anyTalk, (flow, caps, answer, doings) => {
      const talk = talkOf(flow, caps, answer, doings)
      const twice: FlowEvent[] = talk.journal.flatMap((event): FlowEvent[] =>
        event.kind === 'answered' ? [event, event] : [event],
      )
      expect(fold(flow, twice, env(flow))).toEqual(talk.state())
    }),
    { ...runs, numRuns: 150 },
  )
})

test('a state is never changed in place', () => {
  fc.assert(
    fc.property(pinned, fc.array(input, { maxLength: 4 }), (flow, inputs) => {
      let state = beginFlow(flow)
      for (const one of inputs) {
        const before = JSON.stringify(state)
        const turn = {
          input: one,
          at: '2026-03-12T07:00:00.000Z',
          seed: '',
          lang: 'ru' as const,
          caps: profiles.web.caps,
          me: nobody,
        }
        const { state: after } = advance(flow, state, { kind: 'turn', turn }, env(flow))
        expect(JSON.stringify(state)).toBe(before)
        state = after
      }
    }),
    { ...runs, numRuns: 100 },
  )
})

test('a sensitive value is in no spoken view', () => {
  const secret = 'СЕКРЕТ-42'
  fc.assert(
    fc.property(pinned, fc.array(did, { maxLength: 8 }), (flow, doings) => {
      const document: FlowDocument = {
        ...flow.document,
        vars: { x: { type: 'text', class: 'sensitive', default: secret } },
      }
      const kept = { document, version: 'v' }
      const caps = profiles.alice.caps
      const talk = createTalk({ flow: kept, env: env(kept), caps, answer: () => ({ ok: true, value: [] }) })
      const said = [...talk.start()]
      for (const one of doings) if ('input' in one) said.push(...talk.turn(one.input))
      expect(JSON.stringify(said)).not.toContain(secret)
    }),
    { ...runs, numRuns: 200 },
  )
})

test('press, number, label and value choose the same option on every channel', () => {
  const label = fc.stringMatching(/^[а-я]{5,12}$/)
  const list = fc.uniqueArray(label, { minLength: 2, maxLength: 9 })
  fc.assert(
    fc.property(list, fc.nat(8), fc.constantFrom(...Object.values(profiles)), (labels, at, { caps }) => {
      const n = at % labels.length
      const options = labels.map((name, index) => ({ value: `v${index}`, label: { ru: name } }))
      const document = {
        gorod: 'flow/1',
        id: 'c',
        title: { ru: 'Ц' },
        lang: ['ru'],
        channels: ['web'],
        start: 'a',
        nodes: { a: { ask: 'x', type: 'choice', text: { ru: '?' }, choices: options } },
      }
      const read = readFlow(document)
      if (!read.ok) throw new Error('not a flow')
      const flow = { document: read.flow, version: 'v' }
      const valueAfter = (act: (talk: ReturnType<typeof createTalk>) => void) => {
        const talk = createTalk({ flow, env: env(flow), caps, answer: (_: FlowRequest) => undefined })
        talk.start()
        act(talk)
        return talk.state().frames[0]?.vars['x']
      }
      const values = [
        valueAfter((talk) => talk.press(n)),
        valueAfter((talk) => talk.say(String(n + 1))),
        valueAfter((talk) => talk.say(labels[n] ?? '')),
        valueAfter((talk) => talk.say(`v${n}`)),
        valueAfter((talk) => talk.turn({ kind: 'form', values: { x: `v${n}` } })),
      ]
      expect(new Set(values)).toEqual(new Set([`v${n}`]))
    }),
    { numRuns: 150, seed: 3 },
  )
})

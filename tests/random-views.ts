/** Random views for property tests of channels: every kind, empty and huge, with signs that break careless code. */
import fc from 'fast-check'
import type { AskView, ContinueView, FormView, ShowView, TextView, View } from '#modules/flows/contract.ts'
import { askTypes } from '#modules/flows/contract.ts'

const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'Пункт',
      'приёма',
      'открыт.',
      'Лиговский',
      'проспект,',
      '50',
      '350 м',
      'до',
      'вечера.',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<b>&amp;</b>',
      '*_`[',
      '👨‍👩‍👧‍👦',
      '🏠',
      '\n\n',
      'https://example.org/a?b=c&d=e',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).filter((s) => s.isWellFormed()) },
)
const words = (max: number) =>
  fc.array(piece, { minLength: 1, maxLength: max }).map((parts) => parts.join(' '))
const someText = fc.oneof({ weight: 5, arbitrary: words(25) }, { weight: 1, arbitrary: words(900) })
const label = fc.oneof({ weight: 6, arbitrary: words(3) }, { weight: 1, arbitrary: words(20) })
const said = fc.record({ text: someText, tts: someText }, { requiredKeys: ['text'] })
const point = fc.record({
  lat: fc.double({ min: 59, max: 61, noNaN: true }),
  lon: fc.double({ min: 29, max: 31, noNaN: true }),
})
const origin = fc.record({ source: words(4), asOf: fc.constant('2026-05-12T10:00:00Z'), stale: fc.boolean() })
const key = fc.stringMatching(/^[0-9a-f]{8}$/)

const question = fc
  .record({
    key,
    type: fc.constantFrom(...askTypes),
    text: said,
    labels: fc.oneof(
      { weight: 4, arbitrary: fc.array(label, { maxLength: 9 }) },
      { weight: 1, arbitrary: fc.array(label, { maxLength: 60 }) },
    ),
  })
  .map(({ labels, ...rest }) => ({
    ...rest,
    variable: 'x',
    options: labels.map((text, n) => ({ press: `k:${rest.key}:${n}`, label: text })),
  }))

export const askViews: fc.Arbitrary<AskView> = question.map((q) => ({ kind: 'ask', ...q }))
const formViews: fc.Arbitrary<FormView> = fc.record({
  kind: fc.constant('form' as const),
  key,
  fields: fc.array(question, { minLength: 1, maxLength: 4 }),
})
const textViews: fc.Arbitrary<TextView> = fc.record(
  { kind: fc.constant('text' as const), text: said, origin },
  { requiredKeys: ['kind', 'text'] },
)
const item = fc.record(
  {
    title: label,
    text: someText,
    tts: someText,
    geo: point,
    image: fc.constantFrom('https://example.org/a.jpg', 'local.png'),
    icon: fc.constant('tree'),
    link: fc.constantFrom('https://example.org/place', '/services/x'),
    distanceM: fc.double({ min: 0, max: 90_000, noNaN: true }),
  },
  { requiredKeys: ['title'] },
)
export const showViews: fc.Arbitrary<ShowView> = fc.record(
  {
    kind: fc.constantFrom(
      'list' as const,
      'card' as const,
      'map' as const,
      'media' as const,
      'chart' as const,
    ),
    text: said,
    items: fc.oneof(
      { weight: 4, arbitrary: fc.array(item, { maxLength: 6 }) },
      { weight: 1, arbitrary: fc.array(item, { maxLength: 40 }) },
    ),
    origin,
  },
  { requiredKeys: ['kind', 'text', 'items'] },
)
const continueViews: fc.Arbitrary<ContinueView> = fc.record(
  {
    kind: fc.constant('continue' as const),
    text: said,
    code: fc.stringMatching(/^[0-9]{6}$/),
    link: fc.constant('https://city.example/s/x?continue=abc'),
  },
  { requiredKeys: ['kind', 'text'] },
)

/** What a turn may answer with: some views, of which at most the last is a question. */
export const turnViews: fc.Arbitrary<View[]> = fc
  .tuple(
    fc.array(fc.oneof(textViews, showViews, continueViews), { maxLength: 3 }),
    fc.option(fc.oneof({ weight: 4, arbitrary: askViews }, { weight: 1, arbitrary: formViews }), {
      nil: undefined,
    }),
  )
  .map(([before, ask]) => (ask ? [...before, ask] : before))

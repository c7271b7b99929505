/** One service, three mouths: the same facts on the web, in Telegram and by voice, side by side. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pagesOfTurn } from '#channels/alice/render.ts'
import { capsOf } from '#channels/telegram/parse.ts'
import { writeViews } from '#channels/telegram/render.ts'
import type { Caps, Item, TurnInput, View } from '#modules/flows/contract.ts'
import { type FlowsApi, flows, type TurnAnswer } from '#modules/flows/index.ts'
import { type TestCity, testCity } from '../harness.ts'

let city: TestCity
let api: FlowsApi
beforeAll(async () => {
  city = await testCity({ env: { GOROD_LOG: 'warn' } })
  api = city.city.apiOf(flows)
})
afterAll(() => city.close())

const voice = (screen: boolean): Caps => ({
  ...capsOf(false),
  speech: true,
  screen,
  inline: screen,
  links: screen,
  photo: false,
  edit: false,
})
const web: Caps = { ...capsOf(true), keyboard: false, form: true }

/** Answers questions in turn until the service has shown a list. */
async function talk(
  channel: 'web' | 'telegram' | 'alice',
  caps: Caps,
  flow: string,
  phrases: string[],
): Promise<View[]> {
  const person = {
    key: `${channel}:${randomUUID()}`,
    kind: channel === 'web' ? 'device' : 'platform',
  } as const
  const take = (input: TurnInput, session?: string): Promise<TurnAnswer> =>
    api.turn({
      channel,
      person,
      eventId: randomUUID(),
      ...(session === undefined ? { flow } : { session }),
      input,
      lang: 'ru',
      caps,
      budgetMs: 5000,
    })
  let answer = await take({ kind: 'start' })
  const heard = [...answer.views]
  for (const text of phrases) {
    answer = await take({ kind: 'phrase', text }, answer.session)
    heard.push(...answer.views)
  }
  return heard
}

const itemsOf = (views: readonly View[]): Item[] =>
  views.flatMap((view) => ('items' in view ? view.items : []))
const words = (id: string, values?: Record<string, string | number>) =>
  values ? `${id} ${Object.values(values).join(' ')}` : id

test.each([
  ['recycling', ['Невский проспект 28', '1']],
  ['my-home', ['Лиговский проспект 50']],
  ['nearby', ['Невский проспект 28', '1']],
  ['sports-grounds', ['Невский проспект 28', '1']],
  ['beautiful-places', ['Невский проспект 28', '1']],
  ['memorable-dates', ['1']],
  ['clinic-mfc', ['Невский проспект 28', '1']],
  ['my-pet', ['Невский проспект 28', '1']],
])('%s tells the same everywhere', async (flow, phrases) => {
  const [onWeb, inTelegram, byVoice, onScreen] = await Promise.all([
    talk('web', web, flow, phrases),
    talk('telegram', capsOf(true), flow, phrases),
    talk('alice', voice(false), flow, phrases),
    talk('alice', voice(true), flow, phrases),
  ])
  const facts = itemsOf(onWeb).map(({ title, distanceM }) => ({ title, distanceM }))
  for (const views of [inTelegram, byVoice, onScreen]) {
    expect(itemsOf(views).map(({ title, distanceM }) => ({ title, distanceM }))).toEqual(facts)
  }
  const style = { timeZone: 'Europe/Moscow', words }
  const telegram = writeViews(
    inTelegram,
    { chat: '1', lang: 'ru', caps: capsOf(true), keyOf: (n) => `0000000${n}` },
    { ...style, lang: 'ru' },
  )
  const spoken = pagesOfTurn(byVoice, voice(false), style)
  const transcript = {
    web: onWeb.map((view) =>
      'items' in view
        ? `${view.kind}: ${view.text.text} [${view.items.length}]`
        : `${view.kind}: ${'text' in view ? view.text.text : ''}`,
    ),
    telegram: telegram.letters.map(({ method, params }) =>
      `${method}: ${String(params['text'] ?? params['title'] ?? '')}`.split('\n').slice(0, 6),
    ),
    alice: spoken.slice(0, 8).map(({ tts }) => tts),
  }
  // Days of loading and of the calendar change; the rest of the talk does not.
  const steady = JSON.stringify(transcript, null, 2).replace(/\d{1,2} \p{L}+ \d{4}/gu, '…')
  if (flow !== 'memorable-dates') await expect(steady).toMatchFileSnapshot(`transcripts/${flow}.json`)
})

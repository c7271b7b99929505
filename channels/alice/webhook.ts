/** The address Alice calls. The path holds the key, the body must name our skill; anything else finds nothing here. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Check } from 'typebox/value'
import { Refusal } from '#kernel/contract/refusal.ts'
import { jsonReply, type RawReply, type RawRoute } from '#kernel/server/http/route.ts'
import type { Kit } from '#kernel/server/module.ts'
import type { View } from '#modules/flows/contract.ts'
import { commandOf, type FlowsApi, type TurnAnswer } from '#modules/flows/index.ts'
import { type Heard, hearRequest } from './parse.ts'
import { answer, pagesOfTurn } from './render.ts'
import { type AliceAnswer, AliceRequest } from './request.ts'
import type { Style } from './units.ts'

/** The platform waits 4.5 s in all, the ways included (CHANNELS.md 4). */
const budgetMs = 3500
/** For keeping the turn and writing the answer, also when the machine is busy. */
const reserveMs = 500

type HeardTurn = Extract<Heard, { kind: 'turn' }>
const wantsMore = ({ input }: HeardTurn) =>
  input.kind === 'command'
    ? input.name === 'more'
    : input.kind === 'phrase' && commandOf(input.text) === 'more'

const notFound: RawReply = { status: 404, body: '' }

export function aliceRoute(
  kit: Kit<object>,
  talks: FlowsApi,
  account: { skillId: string; key: string },
): RawRoute {
  const { timeZone } = kit.pack.manifest
  const style: Style = { timeZone, words: (id, values) => kit.texts.find(id, 'ru', values) ?? id }
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(kit.now())

  async function speak(heard: HeardTurn): Promise<AliceAnswer> {
    const again = wantsMore(heard) ? await nextPage(heard) : undefined
    if (again) return again
    const { caps, remembered } = heard
    const { views, done, left } = await takeTurn(heard)
    const isOver = left && !views.some((view) => view.kind === 'ask')
    const spoken = answer({ views, page: 0, caps, done, isOver, remembered }, style)
    const hasMore = pagesOfTurn(views, caps, style).length > 1
    // What was said is found again by its event: the platform keeps only the name of it.
    return hasMore ? { ...spoken, session_state: { ...spoken.session_state, turn: heard.eventId } } : spoken
  }

  const takeTurn = ({ person, eventId, input, isNew, caps, overheard }: HeardTurn): Promise<TurnAnswer> =>
    talks.turn({
      channel: 'alice',
      person,
      // A device stands in one place, whatever session of the platform it is in.
      chat: '',
      eventId,
      input,
      ...(isNew && { fresh: true }),
      lang: 'ru',
      caps,
      budgetMs: budgetMs - reserveMs,
      ...(overheard && { overheard }),
    })

  /** «Дальше»: the next page of the same turn, or undefined when all has been said. */
  async function nextPage({ caps, remembered }: HeardTurn): Promise<AliceAnswer | undefined> {
    if (remembered.turn === undefined) return undefined
    const said = await talks.answered('alice', remembered.turn)
    const page = (remembered.page ?? 0) + 1
    const count = said ? pagesOfTurn(said.views, caps, style).length : 0
    if (!said || page >= count) return undefined
    const spoken = answer(
      { views: said.views, page, caps, done: said.done, isOver: false, remembered },
      style,
    )
    return { ...spoken, session_state: { ...spoken.session_state, turn: remembered.turn } }
  }

  const plain = (id: string, isOver = false): AliceAnswer => {
    const views: View[] = [{ kind: 'text', text: { text: style.words(id) } }]
    const caps = { screen: false } as HeardTurn['caps']
    return answer({ views, page: 0, caps, done: false, isOver, remembered: {} }, style)
  }

  return {
    method: 'POST',
    path: '/hooks/alice/:key',
    access: 'anyone',
    role: 'bots',
    rateLimited: false,
    async handle({ params, body }): Promise<RawReply> {
      if (!isSame(params['key'] ?? '', account.key)) return notFound
      const asked = parseJson(body)
      if (asked === undefined) return { status: 400, body: '' }
      if (!Check(AliceRequest, asked) || !isSame(asked.session.skill_id, account.skillId)) return notFound
      const heard = hearRequest(asked, today())
      if (heard.kind === 'ping') return jsonReply(plain('alice-ping'))
      try {
        return jsonReply(await withinBudget(speak(heard), plain('alice-sorry')))
      } catch (error) {
        if (error instanceof Refusal) kit.log.info({ code: error.code }, 'alice: refused')
        else kit.log.error({ err: error }, 'alice: a turn failed')
        return jsonReply(plain('alice-sorry'))
      }
    },
  }
}

/** The last net: whatever hangs, the platform gets words in time. The turn goes on and is answered when repeated. */
async function withinBudget(work: Promise<AliceAnswer>, late: AliceAnswer): Promise<AliceAnswer> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<AliceAnswer>((done) => {
    timer = setTimeout(() => done(late), budgetMs)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

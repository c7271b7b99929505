/**
 * Where a turn goes: to the talk that is open, to the flow of a link, to the service a phrase names, or to the menu.
 * Plays it; keeping is the business of the driver.
 */
import type { Plain } from '#kernel/expression/expression.ts'
import type { Kit } from '#kernel/server/module.ts'
import { refuse } from '../contract/refusals.ts'
import type { Me, Turn, TurnInput } from '../contract/turn.ts'
import type { View } from '../contract/view.ts'
import { type Command, commandOf } from '../engine/words/commands.ts'
import type { Carried, Continuations } from './continuation.ts'
import { type Menu, menuFlow } from './menu.ts'
import type { People } from './people.ts'
import { type Played, play, questionLast, type Talk, turnEvent } from './player.ts'
import type { Requests } from './requests.ts'
import type { Surroundings } from './surroundings.ts'
import type { FlowsTables } from './tables.ts'
import type { FoundTalk, Talks } from './talks.ts'
import { laneOf, type TurnAsked } from './turn.ts'
import type { Versions } from './versions.ts'

export interface DeskParts {
  readonly kit: Kit<FlowsTables>
  readonly versions: Versions
  readonly talks: Talks
  readonly requests: Requests
  readonly menu: Menu
  readonly people: People
  readonly continuations: Continuations
  readonly around: Surroundings
}

/** What one turn has played, one talk after another; the last one is where the person stands. */
export interface TurnPlayed {
  readonly played: readonly Played[]
  readonly views: readonly View[]
  /** Set when the person stands in a lane of the module (not on the web). */
  readonly lane?: string
}

/** Channels whose client keeps the id of the talk itself. */
const keepsItself = (channel: string) => channel === 'web'

const forgetsHome =
  /^(?:сменить|забыть|забудь|другой|новый|change)\s+(?:мой\s+|my\s+)?(?:адрес|дом|address|home)$/i
const continues = /^c_([A-Za-z0-9_-]{22})$/
const spokenCode = /^(?:код\s*|code\s*)?(\d)\D?(\d)\D?(\d)\D?(\d)\D?(\d)\D?(\d)$/i

export function createDesk(parts: DeskParts) {
  const { kit, versions, talks, menu } = parts

  /** One talk takes one input. */
  async function take(
    asked: TurnAsked,
    talk: Talk,
    input: TurnInput,
    me: Me,
    endsAt: number,
  ): Promise<Played> {
    const turn: Turn = {
      input,
      at: kit.now().toISOString(),
      seed: kit.random(8).toString('hex'),
      lang: asked.lang,
      caps: asked.caps,
      me,
      ...(asked.overheard && { overheard: true }),
    }
    const flow = talk.version.document.id
    const { channel, lang, overheard = false, person } = asked
    return play(talk, turnEvent(turn), {
      env: talks.envOf(talk.id, person),
      requests: parts.requests,
      asking: { session: talk.id, flow, person, channel, lang, overheard },
      endsAt,
      now: kit.now,
    })
  }

  const opening = (asked: TurnAsked, flow: string, inputs: Readonly<Record<string, Plain>> = {}): Talk => {
    const version = versions.live(flow) ?? refuse('flows.no_such_flow', { flow })
    if (!version.document.channels.includes(asked.channel)) refuse('flows.not_on_channel', { flow })
    return talks.begin(version, asked, inputs)
  }

  async function toMenu(asked: TurnAsked, me: Me, endsAt: number, hello: string): Promise<Played> {
    const words = kit.texts.find(hello, asked.lang) ?? ''
    return take(
      asked,
      talks.begin(await menu.version(asked.channel), asked, { hello: words }),
      { kind: 'start' },
      me,
      endsAt,
    )
  }

  /** The flow behind a deep link; its argument is a house. */
  async function fromLink(asked: TurnAsked, link: string): Promise<Carried | undefined> {
    const token = continues.exec(link)?.[1]
    if (token) return parts.continuations.redeemToken(token, asked)
    const [flow = '', house] = link.split('_', 2)
    const document = versions.live(flow)?.document
    if (!document?.channels.includes(asked.channel)) return undefined
    const input = Object.entries(document.in ?? {}).find(([, declared]) => declared.type === 'house')?.[0]
    const found = house !== undefined && input !== undefined ? await parts.around.houseById(house) : undefined
    const version = versions.live(flow) ?? refuse('flows.no_such_flow', { flow })
    return {
      talk: talks.begin(version, asked, found && input ? { [input]: { ...found } } : {}),
      input: { kind: 'start' },
    }
  }

  async function atDesk(
    asked: TurnAsked,
    me: Me,
    endsAt: number,
    current: FoundTalk | undefined,
  ): Promise<Played[]> {
    const go = (talk: Talk, input: TurnInput) => take(asked, talk, input, me, endsAt)
    if (asked.link !== undefined) {
      const linked = await fromLink(asked, asked.link)
      if (linked) return [await go(linked.talk, linked.input)]
      return [await toMenu(asked, me, endsAt, 'flows-menu')]
    }
    return current && isOpen(current)
      ? inTalk(asked, current, me, endsAt)
      : atRest(asked, current, me, endsAt)
  }

  /** A talk is open: it takes the turn, and what it leads to follows at once. */
  async function inTalk(asked: TurnAsked, current: FoundTalk, me: Me, endsAt: number): Promise<Played[]> {
    const { input } = asked
    const go = (talk: Talk, next: TurnInput) => take(asked, talk, next, me, endsAt)
    const atMenu = current.version.document.id === menuFlow
    const command = commandIn(input)
    if (atMenu && input.kind === 'phrase' && command === undefined) {
      const named = await menu.find(input.text, asked.channel)
      if (named) return [await go(opening(asked, named.flow), input)]
    }
    const played = await go(current, input)
    if (atMenu && played.state.status === 'done') {
      const chosen = played.state.frames[0]?.vars['flow']
      if (typeof chosen === 'string') return [played, await go(opening(asked, chosen), { kind: 'start' })]
    }
    const toTheMenu = played.state.status === 'left' && command === 'menu'
    return toTheMenu ? [played, await toMenu(asked, me, endsAt, 'flows-menu')] : [played]
  }

  /** Nothing is open: the last talk still answers «повтори» and its old buttons; a phrase may name a service. */
  async function atRest(
    asked: TurnAsked,
    last: FoundTalk | undefined,
    me: Me,
    endsAt: number,
  ): Promise<Played[]> {
    const { input } = asked
    const command = commandIn(input)
    if (last && command !== undefined && command !== 'menu' && command !== 'help') {
      return [await take(asked, last, input, me, endsAt)]
    }
    if (last && input.kind === 'press') {
      return [await take(asked, last, input, me, endsAt), await toMenu(asked, me, endsAt, 'flows-menu-again')]
    }
    if (input.kind !== 'phrase' || command !== undefined || input.text === '') {
      return [await toMenu(asked, me, endsAt, 'flows-menu')]
    }
    const code = spokenCode.exec(input.text)
    const carried = code && (await parts.continuations.redeemCode(code.slice(1).join(''), asked))
    if (carried) return [await take(asked, carried.talk, carried.input, me, endsAt)]
    const named = await menu.find(input.text, asked.channel)
    if (named) return [await take(asked, opening(asked, named.flow), input, me, endsAt)]
    return [await toMenu(asked, me, endsAt, code ? 'flows-wrong-code' : 'flows-menu-missed')]
  }

  /** A talk that the client names; only its own person may go on with it. */
  async function named(asked: TurnAsked, session: string, talk: FoundTalk | undefined): Promise<Carried> {
    const token = /^continue:([A-Za-z0-9_-]{22})$/.exec(session)?.[1]
    if (token) return (await parts.continuations.redeemToken(token, asked)) ?? refuse('flows.no_such_code')
    if (!talk) refuse('flows.no_such_session')
    return { talk, input: asked.input }
  }

  return async function playTurn(
    asked: TurnAsked,
    endsAt: number,
    standing: FoundTalk | undefined,
  ): Promise<TurnPlayed> {
    const me = await parts.people.know(asked)
    if (asked.session !== undefined) {
      const { talk, input } = await named(asked, asked.session, standing)
      return turnOf([await take(asked, talk, input, me, endsAt)])
    }
    if (asked.flow !== undefined) {
      const played = await take(asked, opening(asked, asked.flow, asked.inputs), asked.input, me, endsAt)
      return { ...turnOf([played]), ...(!keepsItself(asked.channel) && { lane: laneOf(asked) }) }
    }
    if (asked.overheard && !asked.caps.speech) {
      // A service of one person has no place in front of others.
      const notice = talks.begin(await menu.groupNotice(), asked)
      return { ...turnOf([await take(asked, notice, { kind: 'start' }, me, endsAt)]), lane: laneOf(asked) }
    }
    if (asked.input.kind === 'phrase' && forgetsHome.test(asked.input.text.trim())) {
      await parts.people.forget(asked.person)
      return {
        ...turnOf([await toMenu(asked, { ...me, homes: [] }, endsAt, 'flows-home-forgotten')]),
        lane: laneOf(asked),
      }
    }
    return { ...turnOf(await atDesk(asked, me, endsAt, standing)), lane: laneOf(asked) }
  }
}

const turnOf = (played: readonly Played[]): TurnPlayed => ({
  played,
  views: questionLast(played.flatMap(({ views }) => views)),
})

const isOpen = ({ state }: Talk) => state.status === 'asking' || state.status === 'waiting' || state.unheard

const commandIn = (input: TurnInput): Command | undefined =>
  input.kind === 'command' ? input.name : input.kind === 'phrase' ? commandOf(input.text) : undefined

/**
 * One turn from asking to answering. A repeated event is answered from memory; turns of one place go one after
 * another; everything a turn leaves behind commits together, or the turn is played again.
 */
import type { Tx } from '#kernel/server/db.ts'
import { createDesk, type DeskParts, type TurnPlayed } from './desk.ts'
import { createProgress, type LateRequest, openRequests } from './player.ts'
import { talkWrites } from './store/talks.ts'
import type { FlowsTables } from './tables.ts'
import { AnsweredBefore, ChangedMeanwhile, type FoundTalk } from './talks.ts'
import { laneOf, type TurnAnswer, type TurnAsked } from './turn.ts'

const maxTries = 4
/** How long one request may go on behind the back of a turn. */
const lateMs = 30_000
const settleMs = 1000

/** What else belongs to the transaction of a turn: messages, the mark in the inbox. */
export type AlsoKeep = (tx: Tx<FlowsTables>, answer: TurnAnswer) => Promise<void>

export function createDriver(parts: DeskParts) {
  const { kit, talks } = parts
  const playTurn = createDesk(parts)
  const oneByOne = createQueues()
  /** Talks whose late answers are still awaited by this process. */
  const awaited = new Map<string, Promise<void>>()

  async function turn(asked: TurnAsked, also?: AlsoKeep): Promise<TurnAnswer> {
    const endsAt = Date.now() + asked.budgetMs
    return oneByOne(asked.session ?? laneOf(asked), async () => {
      for (let attempt = 1; ; attempt++) {
        const before = await talks.answered(asked.channel, asked.eventId)
        if (before) return before
        const done = await playTurn(asked, endsAt, await standing(asked, endsAt))
        try {
          return await keep(asked, done, also)
        } catch (error) {
          const again = error instanceof AnsweredBefore || error instanceof ChangedMeanwhile
          if (!again || attempt >= maxTries) throw error
        }
      }
    })
  }

  async function keep(
    asked: TurnAsked,
    { played, views, lane }: TurnPlayed,
    also?: AlsoKeep,
  ): Promise<TurnAnswer> {
    const last = played.at(-1)
    if (!last) throw new Error('a turn plays at least one talk')
    const { talk, state } = last
    const flow = talk.version.document.id
    const answer: TurnAnswer = {
      views,
      outcome: last.outcome,
      session: talk.id,
      flow,
      done: state.status === 'done' || state.status === 'left',
      left: state.status === 'left',
      canGoBack: state.back.length > 0,
    }
    const service = await talks.serviceOf(flow)
    await kit.db.write(async (tx) => {
      await talks.markAnswered(tx, asked, answer)
      for (const one of played) await talks.keep(tx, one, asked)
      if (lane !== undefined) await talkWrites(tx.sql).saveLane(lane, talk.id, kit.now())
      for (const one of played) await parts.people.learn(tx, one, asked)
      await talks.tell(tx, last, asked, service)
      await also?.(tx, answer)
    })
    for (const one of played) if (one.late.length > 0) await expectLate(one.talk.id, one.late, asked)
    return answer
  }

  /** Answers that come after the turn go into the talk as they come. */
  async function expectLate(session: string, late: readonly LateRequest[], asked: TurnAsked): Promise<void> {
    const work = Promise.all(late.map(({ answer }) => answer.then((event) => takeIn(session, event, asked))))
    const ended = work
      .then(() => {})
      .catch((error) => kit.log.error({ err: error, session }, 'flows: a late answer was lost'))
      .finally(() => awaited.delete(session))
    awaited.set(session, ended)
  }

  async function takeIn(
    session: string,
    event: Awaited<LateRequest['answer']>,
    asked: TurnAsked,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const talk = await talks.find(session)
      if (!talk || !openRequests(talk.state).some(({ id }) => id === event.id)) return
      const progress = createProgress(talk, talks.envOf(talk.id, talk.person))
      let asks = progress.take(event).requests
      while (asks.length > 0) {
        const answers = await Promise.all(
          asks.map((request) => parts.requests.run(request, askingOf(talk, asked), lateMs)),
        )
        asks = answers.flatMap((answer) => progress.take(answer).requests)
      }
      try {
        await kit.db.write((tx) => talks.keep(tx, { ...progress.result(), late: [] }, talk))
        return
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile) || attempt >= maxTries) throw error
      }
    }
  }

  const askingOf = (talk: FoundTalk, { lang, overheard = false }: TurnAsked) => ({
    session: talk.id,
    flow: talk.version.document.id,
    person: talk.person,
    channel: talk.channel,
    lang,
    overheard,
  })

  /**
   * The talk this turn finds open. When it waits for the outside, what is under way gets a moment, and what a dead
   * process left is asked again.
   */
  async function standing(asked: TurnAsked, endsAt: number): Promise<FoundTalk | undefined> {
    const talk = await talks.standing(asked)
    if (!talk || talk.state.requests.length === 0) return talk
    if (!awaited.has(talk.id)) {
      const late = openRequests(talk.state).map((request) => ({
        id: request.id,
        answer: parts.requests.run(request, askingOf(talk, asked), lateMs),
      }))
      await expectLate(talk.id, late, asked)
    }
    await Promise.race([awaited.get(talk.id), pause((endsAt - Date.now()) / 2)])
    return talks.find(talk.id)
  }

  return {
    turn,
    /** Gives late answers a moment at a clean stop; what is still open then is asked again after the start. */
    async settle(): Promise<void> {
      await Promise.race([Promise.all(awaited.values()), pause(settleMs)])
    },
  }
}

export type Driver = ReturnType<typeof createDriver>

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, Math.max(0, ms)).unref())

/** Work of one name runs one after another; of different names side by side. */
export function createQueues() {
  const tails = new Map<string, Promise<unknown>>()
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    const tail = mine.catch(() => {})
    tails.set(name, tail)
    try {
      return await mine
    } finally {
      if (tails.get(name) === tail) tails.delete(name)
    }
  }
}

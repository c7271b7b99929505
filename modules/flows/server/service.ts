/** The module put together, and what channels and other modules may ask of it. */
import { Type } from 'typebox'
import { type Job, job, jobKind, type Schedule } from '#kernel/server/jobs.ts'
import type { Kit } from '#kernel/server/module.ts'
import type { FlowDocument } from '../contract/flow.ts'
import { refuse } from '../contract/refusals.ts'
import type { Messenger } from './channel.ts'
import { createContinuations } from './continuation.ts'
import { type AlsoKeep, createDriver } from './driver.ts'
import { type Accepted, createInbox } from './inbox.ts'
import { createMenu } from './menu.ts'
import { createOutbox } from './outbox.ts'
import { createPeople } from './people.ts'
import { createRequests, isPoint, type PluggedService, type Requests } from './requests.ts'
import { continuationWrites } from './store/continuations.ts'
import { mailReads, mailWrites } from './store/mail.ts'
import { talkWrites } from './store/talks.ts'
import type { Surroundings } from './surroundings.ts'
import type { FlowsTables } from './tables.ts'
import { createTalks, type Talks } from './talks.ts'
import type { TurnAnswer, TurnAsked } from './turn.ts'
import { createVault } from './vault.ts'
import { createVersions } from './versions.ts'

export interface FlowsApi {
  /** One turn, from input to views. */
  turn(asked: TurnAsked, also?: AlsoKeep): Promise<TurnAnswer>
  /** What an event was answered, for another page of it. */
  answered(channel: string, eventId: string): Promise<TurnAnswer | undefined>
  /** Keeps an event of a messenger; it is worked on afterwards. A repeated one has no effect. */
  accept(accepted: Accepted): Promise<void>
  /** Keeps what was read by polling together with how far it was read. */
  acceptRead(cursor: string, position: number, accepted: readonly Accepted[]): Promise<void>
  /** How far a poller has read; 0 at first. */
  cursor(name: string): Promise<number>
  /** Plug in, while starting. */
  addService(id: string, service: PluggedService): void
  addMessenger(messenger: Messenger): void
  /** Is there a flow of this id, and on which channels is it published? */
  channelsOf(flow: string): readonly string[] | undefined
}

const sweep = jobKind('flows.sweep', Type.Object({}))
const wake = jobKind('flows.wake', Type.Object({}))
const hourMs = 3_600_000

export const flowsSchedules: readonly Schedule[] = [
  { kind: sweep, cron: '23 * * * *' },
  { kind: wake, cron: '* * * * *' },
]

export function createFlows(kit: Kit<FlowsTables>, around: Surroundings) {
  const { db, now } = kit
  const vault = createVault(kit.config.secret, kit.random)
  const versions = createVersions(kit)
  const requests = createRequests(kit, vault, around)
  const talks: Talks = createTalks(kit, vault, versions, around)
  const menu = createMenu(kit, versions, around)
  const people = createPeople(kit, vault)
  const continuations = createContinuations(kit, () => talks)
  const driver = createDriver({ kit, versions, talks, requests, menu, people, continuations, around })
  const messengers = new Map<string, Messenger>()
  const outbox = createOutbox(kit, vault, messengers)
  const inbox = createInbox({ kit, vault, driver, outbox, messengers })

  requests.add('channel.continue', {
    kind: 'act',
    run: async (_given, asking) => ({ ...(await continuations.issue(asking)) }),
  })
  // Nobody listens and nothing is sent by itself yet; a flow hears an honest no.
  for (const id of ['human.handover', 'notify.subscribe']) {
    requests.add(id, {
      kind: 'act',
      run: async () => {
        return refuse('flows.not_here', { act: id })
      },
    })
  }

  requests.add('geo.house', {
    kind: 'query',
    run: async ({ id, text, near }, { lang }) => {
      if (typeof id === 'string') return { value: await around.describeHouse(id, lang) }
      if (isPoint(near)) return { value: await around.nearestHouse(near) }
      return { value: typeof text === 'string' ? await around.resolveHouse(text) : [] }
    },
  })

  const api: FlowsApi = {
    turn: driver.turn,
    answered: talks.answered,
    accept: inbox.accept,
    acceptRead: (cursor, position, accepted) =>
      db.write(async (tx) => {
        await inbox.acceptIn(tx, accepted)
        await mailWrites(tx.sql).moveCursor(cursor, position)
      }),
    cursor: (name) => mailReads(db.read).cursor(name),
    addService: requests.add,
    addMessenger(messenger) {
      if (messengers.has(messenger.name)) throw new Error(`the messenger ${messenger.name} was added twice`)
      messengers.set(messenger.name, messenger)
    },
    channelsOf: (flow) => versions.live(flow)?.document.channels,
  }

  const wakeAll = async () => {
    await inbox.wake()
    await outbox.wake()
  }
  const jobs: Job[] = [
    inbox.job,
    outbox.job,
    job(wake, wakeAll),
    job(sweep, async () => {
      const at = now().getTime()
      const ago = (hours: number) => new Date(at - hours * hourMs)
      await db.write(async (tx) => {
        await talkWrites(tx.sql).sweep({ turns: ago(48), sessions: ago(24 * 90), effects: ago(24 * 90) })
        await mailWrites(tx.sql).sweep(ago(48), ago(24 * 14))
        await continuationWrites(tx.sql).sweep(now())
      })
    }),
  ]
  return {
    api,
    jobs,
    versions,
    settle: driver.settle,
    async ready(): Promise<void> {
      await versions.ready()
      for (const { document } of versions.all()) requireServices(document, requests)
      await wakeAll()
    },
  }
}

/** A flow that names what no module offers would fail in front of a person; it stops the start instead. */
function requireServices({ id, nodes }: FlowDocument, requests: Requests): void {
  for (const [name, node] of Object.entries(nodes)) {
    const wanted =
      'act' in node ? node.act : 'query' in node && node.query.includes('.') ? node.query : undefined
    if (wanted === undefined) continue
    const kind = 'act' in node ? 'act' : 'query'
    if (requests.knows(wanted) !== kind)
      throw new Error(`flow ${id}, node ${name}: no module offers the ${kind} ${wanted}`)
  }
}

/**
 * Events of messengers: kept under their key, answered as good, worked on one after another in each chat. A failure
 * of ours never becomes a storm of repeats: the event stays here and is worked on again.
 */
import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { Tx } from '#kernel/server/db.ts'
import { job, jobKind } from '#kernel/server/jobs.ts'
import type { Kit } from '#kernel/server/module.ts'
import type { View } from '../contract/view.ts'
import type { Heard, Letter, Messenger, Occasion, Shown, Written } from './channel.ts'
import type { Driver } from './driver.ts'
import type { Outbox } from './outbox.ts'
import { mailReads, mailWrites } from './store/mail.ts'
import type { FlowsTables } from './tables.ts'
import type { Vault } from './vault.ts'

/** An event as a channel hands it over, already known to be genuine. */
export interface Accepted {
  readonly channel: string
  readonly eventId: string
  /** Events of one lane run one after another: a chat. */
  readonly lane: string
  readonly event: unknown
}

export const readInbox = jobKind(
  'flows.read_inbox',
  Type.Object({ channel: Type.String(), lane: Type.String() }),
)

const maxAttempts = 5

export interface InboxParts {
  readonly kit: Kit<FlowsTables>
  readonly vault: Vault
  readonly driver: Driver
  readonly outbox: Outbox
  readonly messengers: ReadonlyMap<string, Messenger>
}

type InboxRow = NonNullable<Awaited<ReturnType<ReturnType<typeof mailReads>['nextEvent']>>>
type TurnHeard = Extract<Heard, { kind: 'turn' }>

export function createInbox({ kit, vault, driver, outbox, messengers }: InboxParts) {
  const { db, now } = kit
  const sealPlace = (channel: string, eventId: string) => `inbox:${channel}:${eventId}`

  /** Also inside a transaction of the caller: a poller moves its cursor together with what it has read. */
  async function acceptIn(tx: Tx<FlowsTables>, accepted: readonly Accepted[]): Promise<void> {
    for (const { channel, eventId, lane, event } of accepted) {
      const body = vault.seal(event, sealPlace(channel, eventId))
      const isNew = await mailWrites(tx.sql).addEvent({ channel, event_id: eventId, lane, body, at: now() })
      if (isNew) await tx.enqueue(readInbox, { channel, lane }, { queue: `in:${lane}`, key: `in:${lane}` })
    }
  }

  async function work(row: InboxRow, messenger: Messenger): Promise<void> {
    const event = vault.open<unknown>(row.body, sealPlace(row.channel, row.event_id))
    const heard = await messenger.hear(event)
    const receipt = messenger.receipt?.(event)
    if (heard.kind === 'turn') return turn(row, messenger, event, heard, receipt)
    await db.write(async (tx) => {
      if (heard.kind === 'door') {
        const door = outbox.doorOf(row.channel, heard.chat)
        await mailWrites(tx.sql).setDoor(door, heard.open, now())
        if (!heard.open) await mailWrites(tx.sql).dropWaiting(row.channel, heard.chat, 'closed')
      }
      if (heard.kind === 'page') await turnPage(tx, row, messenger, event, heard, receipt)
      await mailWrites(tx.sql).endEvent(row.id, 'done')
    })
  }

  async function turn(
    row: InboxRow,
    messenger: Messenger,
    event: unknown,
    heard: TurnHeard,
    receipt: Letter | undefined,
  ) {
    const { person, chat, input, lang, caps, link, overheard } = heard
    const asked = {
      channel: messenger.name,
      person,
      chat,
      eventId: row.event_id,
      input,
      lang,
      caps,
      budgetMs: messenger.budgetMs,
      ...(link !== undefined && { link }),
      ...(overheard && { overheard }),
    }
    await driver.turn(asked, async (tx, answer) => {
      const written = messenger.write(answer.views, occasionOf(row, event, heard))
      await keepShown(tx, `${row.channel}/${chat}`, written.shown)
      await outbox.add(
        tx,
        { channel: row.channel, chat, session: answer.session },
        withReceipt(receipt, written),
      )
      await mailWrites(tx.sql).setDoor(outbox.doorOf(row.channel, chat), true, now())
      await mailWrites(tx.sql).endEvent(row.id, 'done')
    })
    // Answered by an earlier run that died before its mark: everything it owed was kept with the answer.
    await db.write((tx) => mailWrites(tx.sql).endEvent(row.id, 'done'))
  }

  async function turnPage(
    tx: Tx<FlowsTables>,
    row: InboxRow,
    messenger: Messenger,
    event: unknown,
    heard: Extract<Heard, { kind: 'page' }>,
    receipt: Letter | undefined,
  ): Promise<void> {
    const place = `${row.channel}/${heard.chat}`
    const kept = await mailReads(tx.sql).shown(place, heard.key)
    const views = kept ? vault.open<View[]>(kept.body, `shown:${place}:${heard.key}`) : []
    const written = messenger.turnPage({ key: heard.key, views }, heard.page, occasionOf(row, event, heard))
    await outbox.add(
      tx,
      { channel: row.channel, chat: heard.chat, session: null },
      withReceipt(receipt, written),
    )
  }

  const occasionOf = (
    row: InboxRow,
    event: unknown,
    { chat, lang, caps }: Pick<TurnHeard, 'chat' | 'lang' | 'caps'>,
  ): Occasion => ({
    chat,
    lang,
    caps,
    event,
    keyOf: (n) =>
      createHash('sha256').update(`${row.channel}:${row.event_id}:${n}`).digest('hex').slice(0, 8),
  })

  async function keepShown(tx: Tx<FlowsTables>, chat: string, shown: readonly Shown[]): Promise<void> {
    for (const { key, views } of shown) {
      await mailWrites(tx.sql).addShown({
        chat,
        key,
        body: vault.seal(views, `shown:${chat}:${key}`),
        at: now(),
      })
    }
  }

  /** Tells the person that it did not work out, and lets the next event of the chat have its turn. */
  async function giveUp(row: InboxRow, messenger: Messenger): Promise<void> {
    const event = vault.open<unknown>(row.body, sealPlace(row.channel, row.event_id))
    const heard = await messenger.hear(event)
    await db.write(async (tx) => {
      if (heard.kind === 'turn') {
        const text = kit.texts.find('flows-failed', heard.lang) ?? ''
        const written = messenger.write([{ kind: 'text', text: { text } }], occasionOf(row, event, heard))
        await outbox.add(tx, { channel: row.channel, chat: heard.chat, session: null }, written.letters)
      }
      await mailWrites(tx.sql).endEvent(row.id, 'failed')
    })
  }

  return {
    acceptIn,
    accept: (accepted: Accepted): Promise<void> => db.write((tx) => acceptIn(tx, [accepted])),

    job: job(readInbox, async ({ channel, lane }, { signal }) => {
      const messenger = messengers.get(channel)
      if (!messenger) return
      while (!signal.aborted) {
        const row = await mailReads(db.read).nextEvent(lane)
        if (!row) return
        if (row.attempts >= maxAttempts) {
          await giveUp(row, messenger)
          continue
        }
        await db.write((tx) => mailWrites(tx.sql).countAttempt(row.id))
        await work(row, messenger)
      }
      // Stopped in the middle: what waits is found again at the next start.
    }),

    /** Jobs for whatever waits: after a restart, or when a job has used up its attempts. */
    async wake(): Promise<void> {
      const lanes = await mailReads(db.read).waitingLanes()
      await db.write(async (tx) => {
        for (const { channel, lane } of lanes) {
          if (messengers.has(channel))
            await tx.enqueue(readInbox, { channel, lane }, { queue: `in:${lane}`, key: `in:${lane}` })
        }
      })
    },
  }
}

const withReceipt = (receipt: Letter | undefined, { letters }: Written): Letter[] =>
  receipt ? [receipt, ...letters] : [...letters]

export type Inbox = ReturnType<typeof createInbox>

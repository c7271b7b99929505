/**
 * Messages on their way out: recorded with the turn they belong to, sent in the order of each chat at the rates of the
 * platform, marked after the answer. What may have arrived is never sent again by itself (CHANNELS.md 8).
 */
import { Type } from 'typebox'
import type { Tx } from '#kernel/server/db.ts'
import { job, jobKind } from '#kernel/server/jobs.ts'
import type { Kit } from '#kernel/server/module.ts'
import type { Delivery, Letter, Messenger } from './channel.ts'
import { mailReads, mailWrites } from './store/mail.ts'
import type { FlowsTables } from './tables.ts'
import type { Vault } from './vault.ts'

export const sendMessages = jobKind(
  'flows.send_messages',
  Type.Object({ channel: Type.String(), chat: Type.String() }),
)

interface Place {
  readonly channel: string
  readonly chat: string
  readonly session: string | null
}

type MessageRow = NonNullable<Awaited<ReturnType<ReturnType<typeof mailReads>['nextMessage']>>>

export function createOutbox(
  kit: Kit<FlowsTables>,
  vault: Vault,
  messengers: ReadonlyMap<string, Messenger>,
) {
  const { db, now, counters } = kit
  const doorOf = (channel: string, chat: string) => `door/${channel}/${chat}`
  const sealPlace = (channel: string, chat: string) => `outbox:${channel}:${chat}`
  const sent = kit.metrics.counter('channel_messages_total', 'Messages sent to messengers', [
    'channel',
    'state',
  ])

  const enqueue = (tx: Tx<FlowsTables>, channel: string, chat: string, runAt?: Date) => {
    const name = `out:${channel}:${chat}`
    return tx.enqueue(sendMessages, { channel, chat }, { queue: name, key: name, ...(runAt && { runAt }) })
  }
  const later = (row: MessageRow, at: Date) => db.write((tx) => enqueue(tx, row.channel, row.chat, at))

  /** When this message may go, or undefined for now. */
  async function mustWait(row: MessageRow, letter: Letter, messenger: Messenger): Promise<Date | undefined> {
    const at = now()
    if (row.due_at > at) return row.due_at
    if (!letter.isReceipt) {
      const last = await mailReads(db.read).lastSentAt(row.channel, row.chat)
      const free = last && new Date(last.getTime() + messenger.chatIntervalMs)
      if (free && free > at) return free
    }
    const second = Math.floor(at.getTime() / 1000)
    const ends = new Date((second + 2) * 1000)
    const { allowed } = await counters.take(
      `flows:${row.channel}:${second % 60}`,
      messenger.ratePerSecond,
      ends,
    )
    return allowed ? undefined : new Date((second + 1) * 1000)
  }

  async function settle(row: MessageRow, letter: Letter, delivery: Delivery): Promise<void> {
    const at = now()
    sent.inc({ channel: row.channel, state: delivery.state })
    await db.write(async (tx) => {
      const store = mailWrites(tx.sql)
      if (delivery.state === 'wait') {
        const due = new Date(at.getTime() + delivery.ms)
        await store.endSending(row.id, { state: 'waiting', due_at: due })
        await enqueue(tx, row.channel, row.chat, due)
      } else if (delivery.state === 'closed') {
        await store.endSending(row.id, { state: 'failed', reason: 'closed' })
        await store.dropWaiting(row.channel, row.chat, 'closed')
        await store.setDoor(doorOf(row.channel, row.chat), false, at)
      } else if (delivery.state === 'sent') {
        const platform_id = delivery.platformId ?? null
        await store.endSending(row.id, {
          state: 'sent',
          platform_id,
          ...(!letter.isReceipt && { sent_at: at }),
        })
      } else await store.endSending(row.id, { state: delivery.state, reason: delivery.reason.slice(0, 500) })
    })
    if (delivery.state === 'failed' || delivery.state === 'unknown') {
      kit.log.warn({ channel: row.channel, reason: delivery.reason }, `flows: a message is ${delivery.state}`)
    }
  }

  /** Returns false when the rest of the chat waits for another job. */
  async function sendNext(channel: string, chat: string, messenger: Messenger): Promise<boolean> {
    const row = await mailReads(db.read).nextMessage(channel, chat)
    if (!row) return false
    const letter = vault.open<Letter>(row.body, sealPlace(channel, chat))
    const wait = await mustWait(row, letter, messenger)
    if (wait) {
      await later(row, wait)
      return false
    }
    if (!(await db.write((tx) => mailWrites(tx.sql).beginSending(row.id)))) return true
    const delivery = await messenger.send(letter)
    await settle(row, letter, delivery)
    return delivery.state !== 'wait' && delivery.state !== 'closed'
  }

  return {
    doorOf,

    /** In the transaction of the turn. Nothing is written to whoever has closed the door, except as an answer. */
    async add(
      tx: Tx<FlowsTables>,
      { channel, chat, session }: Place,
      letters: readonly Letter[],
    ): Promise<void> {
      if (letters.length === 0) return
      const at = now()
      await mailWrites(tx.sql).addMessages(
        letters.map((letter) => ({
          channel,
          chat,
          session,
          body: vault.seal(letter, sealPlace(channel, chat)),
          due_at: at,
          at,
        })),
      )
      await enqueue(tx, channel, chat)
    },

    job: job(sendMessages, async ({ channel, chat }, { signal }) => {
      const messenger = messengers.get(channel)
      if (!messenger) return
      // One job of a chat runs at a time: whatever is still being sent belongs to a process that died.
      await db.write((tx) => mailWrites(tx.sql).forgetSending(channel, chat))
      while (!signal.aborted && (await sendNext(channel, chat, messenger))) {
        // the next message of the chat
      }
    }),

    async wake(): Promise<void> {
      const chats = await mailReads(db.read).waitingChats()
      await db.write(async (tx) => {
        for (const { channel, chat } of chats) if (messengers.has(channel)) await enqueue(tx, channel, chat)
      })
    },
  }
}

export type Outbox = ReturnType<typeof createOutbox>

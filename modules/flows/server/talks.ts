/** Talks in the database: begun, found again, kept. A talk that another turn has changed meanwhile is not overwritten. */
import { createHmac } from 'node:crypto'
import type { Plain } from '#kernel/expression/expression.ts'
import type { Tx } from '#kernel/server/db.ts'
import type { Kit } from '#kernel/server/module.ts'
import { flowsTurned } from '../contract/facts.ts'
import type { FlowEnv } from '../engine/event.ts'
import { beginFlow, type FlowState } from '../engine/state.ts'
import type { Speaker } from './channel.ts'
import { withoutUnkept } from './journal.ts'
import type { Played, Talk } from './player.ts'
import { type SessionRow, talkReads, talkWrites } from './store/talks.ts'
import type { Surroundings } from './surroundings.ts'
import type { FlowsTables } from './tables.ts'
import { laneOf, type TurnAnswer, type TurnAsked } from './turn.ts'
import type { Vault } from './vault.ts'
import { sha256, type Version, type Versions } from './versions.ts'

/** The answer was kept by another process first: it stands. */
export class AnsweredBefore extends Error {}
/** Another turn of the same talk came in between: this one is played again on what is there now. */
export class ChangedMeanwhile extends Error {}

/** How long a talk may lie before it is begun anew (rule 5). */
export const talkHours = 24

export interface FoundTalk extends Talk {
  readonly person: Speaker
  readonly channel: string
}

export function createTalks(kit: Kit<FlowsTables>, vault: Vault, versions: Versions, around: Surroundings) {
  const { db, now } = kit
  const { manifest } = kit.pack

  const envOf = (session: string, person: Speaker): FlowEnv => ({
    session,
    person: person.key,
    timeZone: manifest.timeZone,
    ...(manifest.example !== undefined && { example: manifest.example }),
    sha256,
    flow: (reference, version) => versions.called(reference, version),
    human: { queue: false, ...(manifest.phone && { phone: manifest.phone }) },
  })

  /**
   * A talk that this event begins. Its id comes from the event: a turn that is played again, after a crash or a
   * conflict, begins the same talk, and acts in it carry the same keys.
   */
  function begin(
    version: Version,
    { channel, eventId }: TurnAsked,
    inputs: Readonly<Record<string, Plain>> = {},
  ): Talk {
    const mark = createHmac('sha256', kit.config.secret)
      .update(`${channel}:${eventId}:${version.document.id}`)
      .digest('hex')
    return {
      id: `ses_${mark.slice(0, 32)}`,
      version,
      inputs,
      state: beginFlow(version, inputs),
      events: 0,
      isNew: true,
    }
  }

  /** A talk that is neither unknown nor too old. */
  async function find(id: string): Promise<FoundTalk | undefined> {
    const row = await talkReads(db.read).session(id)
    if (!row || now().getTime() - row.last_at.getTime() > talkHours * 3_600_000) return undefined
    const version = await versions.pinned(row.version)
    if (!version) return undefined
    const state = vault.open<FlowState>(row.state, `state:${id}`)
    // Called flows are looked up without waiting, so they are brought into memory first.
    for (const frame of state.frames) await versions.pinned(frame.version)
    return {
      id,
      version,
      inputs: vault.open(row.inputs, `inputs:${id}`),
      state,
      events: row.events,
      isNew: false,
      person: { key: row.person_key, kind: row.person_kind as Speaker['kind'] },
      channel: row.channel,
    }
  }

  /** Keeps what was played, inside the transaction of the turn. */
  async function keep(
    tx: Tx<FlowsTables>,
    played: Played,
    owner: { channel: string; person: Speaker },
  ): Promise<void> {
    const { talk, events } = played
    const store = talkWrites(tx.sql)
    const at = now()
    const state = withoutUnkept(played.state, talk.version.document)
    const kept = {
      status: state.status,
      state: vault.seal(state, `state:${talk.id}`),
      events: talk.events + events.length,
      last_at: at,
    }
    if (talk.isNew) await store.addSession(newRow(talk, owner, kept, at))
    else if (!(await store.saveSession(talk.id, talk.events, kept))) throw new ChangedMeanwhile()
    if (events.length === 0) return
    await store.addEvents(
      events.map((event, i) => {
        const n = talk.events + i
        return { session: talk.id, n, at, body: vault.seal(event, `event:${talk.id}:${n}`) }
      }),
    )
  }

  const newRow = (
    { id, version, inputs }: Talk,
    { channel, person }: { channel: string; person: Speaker },
    kept: Pick<SessionRow, 'status' | 'state' | 'events' | 'last_at'>,
    at: Date,
  ): SessionRow => ({
    ...kept,
    id,
    channel,
    flow: version.document.id,
    version: version.version,
    person_key: person.key,
    person_kind: person.kind,
    inputs: vault.seal(inputs, `inputs:${id}`),
    started_at: at,
  })

  /** The touch of a turn (CATALOGUE.md 9): one, whatever it took. */
  async function tell(
    tx: Tx<FlowsTables>,
    { talk, outcome, tags }: Played,
    asked: TurnAsked,
    service: string,
  ): Promise<void> {
    const need = tags.findLast((tag) => tag.need !== undefined)?.need
    const role = tags.findLast((tag) => tag.role !== undefined)?.role
    await tx.record(flowsTurned, {
      at: now().toISOString(),
      service,
      version: talk.version.number,
      channel: asked.channel,
      personKey: asked.person.key,
      personKind: asked.person.kind,
      outcome: outcome === 'asked' ? 'shown' : outcome,
      started: talk.isNew,
      session: talk.id,
      ...(need !== undefined && { need }),
      ...(role !== undefined && { role }),
    })
  }

  return {
    envOf,
    begin,
    find,
    keep,
    tell,
    /** The talk a turn goes on with: the one the client names, or the one the person stands in. Their own only. */
    async standing(asked: TurnAsked): Promise<FoundTalk | undefined> {
      const { session, flow, link, fresh, channel, person } = asked
      if (session === undefined && (flow !== undefined || link !== undefined || fresh)) return undefined
      const id = session ?? (await talkReads(db.read).lane(laneOf(asked)))?.session
      const talk = id ? await find(id) : undefined
      return talk?.channel === channel && talk.person.key === person.key ? talk : undefined
    },
    serviceOf: (flow: string) => around.serviceOf(flow),

    /** The answer this event got before, if it came before. */
    async answered(channel: string, eventId: string): Promise<TurnAnswer | undefined> {
      const row = await talkReads(db.read).turn(channel, eventId)
      return row && vault.open<TurnAnswer>(row.answer, `turn:${channel}:${eventId}`)
    },

    async markAnswered(
      tx: Tx<FlowsTables>,
      { channel, eventId }: TurnAsked,
      answer: TurnAnswer,
    ): Promise<void> {
      const row = { channel, event_id: eventId, session: answer.session, at: now() }
      const isFirst = await talkWrites(tx.sql).addTurn({
        ...row,
        answer: vault.seal(answer, `turn:${channel}:${eventId}`),
      })
      if (!isFirst) throw new AnsweredBefore()
    },
  }
}

export type Talks = ReturnType<typeof createTalks>

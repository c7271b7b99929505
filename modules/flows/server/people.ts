/** What is remembered of people who have no account but come back on a platform: the house they named last. */
import { Check } from 'typebox/value'
import type { Tx } from '#kernel/server/db.ts'
import type { Kit } from '#kernel/server/module.ts'
import { House, type Me } from '../contract/turn.ts'
import { askTypeOf } from '../engine/document.ts'
import type { Speaker } from './channel.ts'
import type { Played } from './player.ts'
import { talkReads, talkWrites } from './store/talks.ts'
import type { FlowsTables } from './tables.ts'
import type { TurnAsked } from './turn.ts'
import type { Vault } from './vault.ts'

interface Remembered {
  readonly homes: House[]
}

const stranger: Me = { known: false, homes: [], roles: [], subs: [] }

export function createPeople({ db, now }: Kit<FlowsTables>, vault: Vault) {
  const place = (key: string) => `person:${key}`
  return {
    async know({ me, person, overheard }: TurnAsked): Promise<Me> {
      if (me) return me
      // In a group nobody's home is anybody's business.
      if (person.kind !== 'platform' || overheard) return stranger
      const row = await talkReads(db.read).person(person.key)
      return row
        ? { ...stranger, homes: vault.open<Remembered>(row.body, place(person.key)).homes }
        : stranger
    },

    /** Keeps the house that a talk was about, so that the next service does not ask again. */
    async learn(tx: Tx<FlowsTables>, { talk, state }: Played, asked: TurnAsked): Promise<void> {
      if (asked.me || asked.person.kind !== 'platform' || asked.overheard) return
      const { nodes } = talk.version.document
      const asksHouse = Object.values(nodes).filter(
        (node) => 'ask' in node && askTypeOf(talk.version.document, node) === 'house',
      )
      const vars = state.frames[0]?.vars ?? {}
      const houses = asksHouse.flatMap((node) => {
        const house = 'ask' in node ? vars[node.ask] : undefined
        return Check(House, house) ? [house] : []
      })
      const house = houses.at(-1)
      const known = state.setting?.me.homes[0]?.id
      if (!house || house.id === known) return
      const body = vault.seal({ homes: [house] } satisfies Remembered, place(asked.person.key))
      await talkWrites(tx.sql).savePerson(asked.person.key, body, now())
    },

    async forget({ key }: Speaker): Promise<void> {
      await db.write((tx) => talkWrites(tx.sql).forgetPerson(key))
    },
  }
}

export type People = ReturnType<typeof createPeople>

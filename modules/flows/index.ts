/** Services as flows: one definition for every channel; talks, their journals, and messages on their way. */
import type { Tx } from '#kernel/server/db.ts'
import { defineModule } from '#kernel/server/module.ts'
import { onFact } from '#kernel/server/outbox.ts'
import { bus } from '#modules/bus/index.ts'
import { catalogue } from '#modules/catalogue/index.ts'
import { geo } from '#modules/geo/index.ts'
import { erased } from '#modules/people/contract.ts'
import { people } from '#modules/people/index.ts'
import { packParts } from './server/pack-parts.ts'
import { createFlows, flowsSchedules } from './server/service.ts'
import { talkReads, talkWrites } from './server/store/talks.ts'
import { createSurroundings } from './server/surroundings.ts'
import type { FlowsTables } from './server/tables.ts'

export { toSpeech } from './engine/speak.ts'
export { commandOf } from './engine/words/commands.ts'
export type {
  Delivery,
  Heard,
  Lang,
  Letter,
  Messenger,
  Occasion,
  Shown,
  Speaker,
  Written,
} from './server/channel.ts'
export type { Accepted } from './server/inbox.ts'
export { dayWords, distanceOf, distanceWords } from './server/measures.ts'
export type { FlowsApi } from './server/service.ts'
export { splitRanges, splitText } from './server/split-text.ts'
export type { FlowsTables } from './server/tables.ts'
export type { TurnAnswer, TurnAsked } from './server/turn.ts'

export const flows = defineModule<FlowsTables>()({
  name: 'flows',
  needs: { people, geo, bus, catalogue },
  pack: packParts,
  start: (kit, { people: accounts, ...neighbours }) => {
    const { api, jobs, ready, settle } = createFlows(kit, createSurroundings(neighbours))
    accounts.addHolding('flows', async (personId) => ({
      talks: await talkReads(kit.db.read).sessionsOf(personId),
    }))
    const forget = onFact(
      'flows.forget',
      erased,
      async (people: { personId: string }[], tx: Tx<FlowsTables>) =>
        talkWrites(tx.sql).eraseSessionsOf(people.map(({ personId }) => personId)),
    )
    return { api, jobs, schedules: flowsSchedules, subscribes: [forget], ready, stop: settle }
  },
})

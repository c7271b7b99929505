/** Services as flows: one definition for every channel; talks, their journals, and messages on their way. */
import { defineModule } from '#kernel/server/module.ts'
import { bus } from '#modules/bus/index.ts'
import { catalogue } from '#modules/catalogue/index.ts'
import { geo } from '#modules/geo/index.ts'
import { packParts } from './server/pack-parts.ts'
import { createFlows, flowsSchedules } from './server/service.ts'
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
  needs: { geo, bus, catalogue },
  pack: packParts,
  start: (kit, neighbours) => {
    const { api, jobs, ready, settle } = createFlows(kit, createSurroundings(neighbours))
    return { api, jobs, schedules: flowsSchedules, ready, stop: settle }
  },
})

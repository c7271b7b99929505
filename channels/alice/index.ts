/** Alice: a voice skill, answered inside the request. Off without the id of a skill. */
import { defineModule } from '#kernel/server/module.ts'
import { flows } from '#modules/flows/index.ts'
import { aliceRoute } from './webhook.ts'

export const alice = defineModule<object>()({
  name: 'alice',
  needs: { flows },
  start: (kit, { flows: talks }) => {
    const account = kit.config.alice
    return { api: {}, rawRoutes: account ? [aliceRoute(kit, talks, account)] : [] }
  },
})

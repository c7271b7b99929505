/** The web as a channel: services played in the browser, one page a question or a form. */
import { route } from '#kernel/server/http/route.ts'
import { defineModule } from '#kernel/server/module.ts'
import { flows } from '#modules/flows/index.ts'
import { people } from '#modules/people/index.ts'
import { takeTurn } from './contract.ts'
import { createWebTurn } from './turn.ts'

export const web = defineModule<object>()({
  name: 'web',
  needs: { flows, people },
  start: (_kit, needs) => ({ api: {}, routes: [route(takeTurn, createWebTurn(needs))] }),
})

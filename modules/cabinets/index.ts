/** Screens of residents and of staff. On the server it only tells the screens which region they show. */
import { route } from '#kernel/server/http/route.ts'
import { defineModule } from '#kernel/server/module.ts'
import { getRegion } from './contract.ts'

export const cabinets = defineModule<Record<never, never>>()({
  name: 'cabinets',
  needs: {},
  start: ({ pack }) => ({
    api: {},
    routes: [
      route(getRegion, async () => {
        const { id, name, centre, phone, accent } = pack.manifest
        return { id, name, centre, ...(phone && { phone }), ...(accent !== undefined && { accent }) }
      }),
    ],
  }),
})

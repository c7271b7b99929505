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
        const { id, name, timeZone, centre, phone, accent, example } = pack.manifest
        return {
          id,
          name,
          timeZone,
          centre,
          ...(phone && { phone }),
          ...(accent !== undefined && { accent }),
          ...(example !== undefined && { example }),
        }
      }),
    ],
  }),
})

/** The catalogue: roles, their needs, the services that answer, and what is still missing. */
import { route } from '#kernel/server/http/route.ts'
import { defineModule } from '#kernel/server/module.ts'
import { getCoverage, getRole, getService, listNeeds, listRoles, listServices } from './contract.ts'
import { packParts } from './server/pack-parts.ts'
import { type CatalogueService, createCatalogueService } from './server/service.ts'
import type { CatalogueTables } from './server/store.ts'

export type { CatalogueTables } from './server/store.ts'

/** What other modules may ask. All but the search answers from memory. */
export type CatalogueApi = Pick<
  CatalogueService,
  'roles' | 'needs' | 'services' | 'serviceOf' | 'searchServices'
>

export const catalogue = defineModule<CatalogueTables>()({
  name: 'catalogue',
  needs: {},
  pack: packParts,
  start: (kit) => {
    const service = createCatalogueService(kit)
    const api: CatalogueApi = service
    return {
      api,
      routes: [
        route(listRoles, async () => ({ items: [...service.roles()] })),
        route(getRole, service.getRole),
        route(listNeeds, service.listNeeds),
        route(listServices, service.listServices),
        route(getService, service.getService),
        route(getCoverage, service.getCoverage),
      ],
      ready: service.ready,
    }
  },
})

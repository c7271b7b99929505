/** Geography of the region: from what people type, tap or say to a building, and from a point to a district. */

import { toOpenApi } from '#kernel/server/http/openapi.ts'
import { jsonReply, type RawRoute, route } from '#kernel/server/http/route.ts'
import { defineModule } from '#kernel/server/module.ts'
import {
  getBuilding,
  getOutline,
  listDistricts,
  listMunicipalities,
  nearestBuilding,
  suggestAddress,
} from './contract.ts'
import { files, packParts } from './server/pack-parts.ts'
import { createGeoService, type GeoService } from './server/service.ts'
import type { GeoTables } from './server/store.ts'

export type { GeoTables } from './server/store.ts'

/** What other modules may ask. */
export type GeoApi = Pick<
  GeoService,
  'suggest' | 'resolveAddress' | 'find' | 'findNearest' | 'districts' | 'municipalities' | 'districtOf'
>

export const geo = defineModule<GeoTables>()({
  name: 'geo',
  needs: {},
  pack: packParts,
  start: (kit) => {
    const service = createGeoService(kit)
    const api: GeoApi = service
    return {
      api,
      routes: [
        route(suggestAddress, (input) => service.suggest(input)),
        route(getBuilding, (input) => service.get(input)),
        route(nearestBuilding, (input) => service.nearest(input)),
        route(listDistricts, async () => ({ items: [...service.districts()] })),
        route(listMunicipalities, async (input) => ({ items: [...service.municipalities(input)] })),
      ],
      rawRoutes: [outlineRoute(service, `"${kit.pack.hash(Object.values(files)).slice(0, 16)}"`)],
      describe: () => toOpenApi('', kit.config.publicUrl, [getOutline], []).paths,
      ready: () => service.ready(),
    }
  },
})

/** Raw, because it is the one answer here that a browser may keep. */
const outlineRoute = (service: GeoService, etag: string): RawRoute => ({
  method: 'GET',
  path: `/api${getOutline.path}`,
  access: getOutline.access,
  handle: async ({ headers }) => {
    const kept = { etag, 'cache-control': 'public, max-age=300, stale-while-revalidate=86400' }
    if (headers['if-none-match'] === etag) return { status: 304, headers: kept, body: '' }
    return jsonReply(service.outline(), 200, kept)
  },
})

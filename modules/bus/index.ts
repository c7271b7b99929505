/** The bus: data comes in from sources, is kept as datasets, and is given out under rules. */
import { createHmac } from 'node:crypto'
import { type Route, route } from '#kernel/server/http/route.ts'
import { job } from '#kernel/server/jobs.ts'
import { defineModule, type Kit } from '#kernel/server/module.ts'
import { type GeoApi, geo } from '#modules/geo/index.ts'
import {
  cancelRun,
  createApp,
  getAppUsage,
  getDataset,
  getRun,
  issueKey,
  listDatasets,
  listMyApps,
  listRejects,
  listRuns,
  listSources,
  type OriginName,
  type Run,
  revokeKey,
  rotateKey,
  runSourceNow,
} from './contract.ts'
import { createCardService } from './server/definition/card-service.ts'
import { filesOf, packParts, readDefinitions } from './server/definition/definitions.ts'
import { describeItems } from './server/dialects/describe.ts'
import { itemsRoutes } from './server/dialects/items.ts'
import { createAdmission } from './server/keys/admit.ts'
import { createAppService } from './server/keys/app-service.ts'
import { createAsk } from './server/query/ask.ts'
import { createQueryService } from './server/query/query-service.ts'
import { runJob, tickJob } from './server/runs/jobs.ts'
import { createRunService } from './server/runs/run-service.ts'
import { createStaffService } from './server/runs/staff-service.ts'
import type { BusTables } from './server/store/runs.ts'
import { createMeter } from './server/usage/meter.ts'

export type { Answer, Ask, PublishedSchema } from './server/query/ask.ts'
export type { BusTables } from './server/store/runs.ts'

export const bus = defineModule<BusTables>()({
  name: 'bus',
  needs: { geo },
  permissions: {
    'bus.manage': {
      ru: 'Следить за источниками и данными шины',
      en: 'Look after sources and data of the bus',
    },
  },
  pack: packParts,
  start: (kit, { geo }) => {
    const parts = createParts(kit, geo)
    const { runs, staff, apps, cards, ask, meter, definitions } = parts
    const routes: Route[] = [
      route(listDatasets, (input) => cards.list(input)),
      route(getDataset, (input) => cards.get(input)),
      route(createApp, (input, caller) => apps.create(input, caller)),
      route(listMyApps, (_input, caller) => apps.list(caller)),
      route(issueKey, (input, caller) => apps.issue(input, caller)),
      route(rotateKey, (input, caller) => apps.rotate(input, caller)),
      route(revokeKey, (input, caller) => apps.revoke(input, caller)),
      route(getAppUsage, (input, caller) => apps.usage(input, caller)),
      route(listSources, () => staff.listSources()),
      route(listRuns, (input) => staff.listRuns(input)),
      route(getRun, (input) => staff.getRun(input)),
      route(runSourceNow, (input) => staff.runNow(input)),
      route(cancelRun, (input) => staff.cancel(input)),
      route(listRejects, (input) => staff.listRejects(input)),
    ]
    return {
      api: {
        /** Rows for a service, with their origin and age. */
        query: ask.query,
        publishedSchemas: ask.publishedSchemas,
        datasets: async () => (await cards.list()).items,
        dataset: (datasetId: string) => cards.get({ datasetId }),
        /** Reads a source and waits for the end: for the command line. */
        runSource: (id: string, o: { origin?: OriginName; force?: boolean } = {}): Promise<Run> =>
          runs.runSource(id, o),
        /** Works on a run that waits or was interrupted, as the job does. */
        workOn: (runId: string, signal?: AbortSignal) => runs.work(runId, signal),
        /** Begins runs of the sources that are due, as the schedule does. */
        tick: () => runs.tick(),
        /** Writes the usage counted so far. */
        flushUsage: () => meter.flush(),
      },
      routes,
      rawRoutes: itemsRoutes(parts),
      describe: () => describeItems(definitions),
      jobs: [
        job(tickJob, () => runs.tick()),
        job(runJob, ({ runId }, { signal }) => runs.work(runId, signal)),
      ],
      schedules: [{ kind: tickJob, cron: '* * * * *' }],
      ready: async () => {
        if (await kit.whenPackChanged(filesOf(kit.pack), () => runs.seed()))
          await kit.db.write((tx) => tx.enqueue(tickJob, {}, { key: 'bus.tick' }))
        meter.start()
      },
      stop: () => meter.stop(),
    }
  },
})

function createParts(kit: Kit<BusTables>, { districtOf, resolveAddress }: GeoApi) {
  const { db, now, log, files, texts, config, counters, random } = kit
  const definitions = readDefinitions(kit.pack)
  const { timeZone } = kit.pack.manifest
  const meter = createMeter({ db, now, log })
  const admission = createAdmission({ db, now, counters, config, timeZone })
  const queries = createQueryService({ db, now, definitions })
  const runs = createRunService({
    db,
    now,
    log,
    files,
    texts,
    definitions,
    timeZone,
    batchSize: 1000,
    means: { egress: kit.egress, packDir: config.packDir, mirrorDir: config.mirrorDir },
    context: {
      districtOf,
      findAddress: async (text) => {
        const found = await resolveAddress(text)
        return found.kind === 'one' ? found.building : undefined
      },
      mark: (text) => createHmac('sha256', config.secret).update(text).digest('base64url').slice(0, 22),
    },
  })
  return {
    now,
    definitions,
    meter,
    admission,
    queries,
    runs,
    cards: createCardService({ db, now, definitions, texts, publicUrl: config.publicUrl }),
    apps: createAppService({ db, now, random, admission, meter, timeZone }),
    staff: createStaffService({ db, now, texts, definitions, runs }),
    ask: createAsk({ queries, definitions, meter, now }),
  }
}

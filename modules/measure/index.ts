/** What the city counts: touches once, people of a day and a month without knowing them. */
import { may } from '#kernel/contract/endpoint.ts'
import { type RawRoute, route } from '#kernel/server/http/route.ts'
import { defineModule } from '#kernel/server/module.ts'
import { onFact } from '#kernel/server/outbox.ts'
import { called } from '#modules/bus/contract.ts'
import { flowsTurned } from '#modules/flows/contract/facts.ts'
import { erased, staffChanged } from '#modules/people/contract.ts'
import { boardCsvPath, getBoard, getPublicBoard } from './contract.ts'
import { toCsv } from './server/csv.ts'
import { askedPeriod } from './server/period.ts'
import { createMeasure, measureJobs, measureSchedules } from './server/service.ts'
import type { MeasureTables } from './server/store/tables.ts'

export const measure = defineModule<MeasureTables>()({
  name: 'measure',
  needs: {},
  permissions: { 'measure.read': { ru: 'Видеть точные показатели', en: 'See exact figures' } },
  start: (kit) => {
    const service = createMeasure(kit)
    const exportBoard: RawRoute = {
      method: 'GET',
      path: boardCsvPath,
      access: may('measure.read'),
      async handle({ query }) {
        const board = await service.showBoard(askedPeriod(query))
        return {
          status: 200,
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="board-${board.from}-${board.to}.csv"`,
            'cache-control': 'no-store',
          },
          body: toCsv(board),
        }
      },
    }
    return {
      api: {},
      routes: [
        route(getBoard, (input) => service.showBoard(input)),
        route(getPublicBoard, (input) => service.showPublicBoard(input)),
      ],
      rawRoutes: [exportBoard],
      subscribes: [
        onFact('measure.turns', flowsTurned, service.hearTurns),
        onFact('measure.calls', called, service.hearCalls),
        onFact('measure.staff', staffChanged, service.hearStaff),
        onFact('measure.erased', erased, service.hearErased),
      ],
      jobs: measureJobs(service),
      schedules: measureSchedules,
      ready: () => service.turnMonth(),
    }
  },
})

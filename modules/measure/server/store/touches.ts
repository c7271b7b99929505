/** Touches as they came, and their sums. */
import { sql } from 'kysely'
import type { RollUp, Touch } from '../rules.ts'
import type { Sql } from './tables.ts'

export function touchWrites(db: Sql) {
  return {
    async addTouches(touches: readonly Touch[]): Promise<void> {
      await db
        .insertInto('measure.touch')
        .values(
          touches.map((touch) => ({
            at: touch.at,
            sort: touch.sort,
            service: touch.service,
            version: touch.version ?? null,
            role: touch.role,
            need: touch.need,
            channel: touch.channel,
            kind: touch.kind,
            outcome: touch.outcome,
            started: touch.started,
            calls: touch.calls,
            session: touch.session ?? null,
          })),
        )
        .execute()
    },
    async addRollUps(sums: readonly RollUp[]): Promise<void> {
      await db
        .insertInto('measure.roll_up')
        .values(
          sums.map(({ grain, bucket, touch, touches, started, finished }) => ({
            grain,
            bucket,
            sort: touch.sort,
            service: touch.service,
            role: touch.role,
            need: touch.need,
            channel: touch.channel,
            kind: touch.kind,
            outcome: touch.outcome,
            touches,
            started,
            finished,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['grain', 'bucket', 'sort', 'service', 'role', 'need', 'channel', 'kind', 'outcome'])
            .doUpdateSet({
              touches: sql<number>`roll_up.touches + excluded.touches`,
              started: sql<number>`roll_up.started + excluded.started`,
              finished: sql<number>`roll_up.finished + excluded.finished`,
            }),
        )
        .execute()
    },
    async sweep(rawBefore: Date, hoursBefore: string): Promise<void> {
      await db.deleteFrom('measure.touch').where('at', '<', rawBefore).execute()
      await db
        .deleteFrom('measure.roll_up')
        .where('grain', '=', 'hour')
        .where('bucket', '<', hoursBefore)
        .execute()
    },
  }
}

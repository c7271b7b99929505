/** What staff did, one row an act. */
import { sql } from 'kysely'
import type { StaffAct } from '#kernel/server/http/route.ts'
import type { Sql } from './tables.ts'

export interface AuditFilter {
  readonly person?: string
  readonly module?: string
  readonly endpoint?: string
  readonly outcome?: StaffAct['outcome']
  readonly before?: number
  readonly limit: number
}

export function auditReads(db: Sql) {
  return {
    async listActs(filter: AuditFilter) {
      const rows = await db
        .selectFrom('people.audit as a')
        .leftJoin('people.person as p', 'p.id', 'a.person_id')
        .selectAll('a')
        .select('p.email')
        .$if(filter.before !== undefined, (q) => q.where('a.seq', '<', filter.before as number))
        .$if(filter.person !== undefined, (q) =>
          q.where((e) =>
            e.or([
              e('a.person_id', '=', filter.person as string),
              e('p.email', '=', filter.person as string),
            ]),
          ),
        )
        .$if(filter.module !== undefined, (q) =>
          q.where(sql`split_part(a.permission, '.', 1)`, '=', filter.module as string),
        )
        .$if(filter.endpoint !== undefined, (q) => q.where('a.endpoint', '=', filter.endpoint as string))
        .$if(filter.outcome !== undefined, (q) =>
          q.where('a.outcome', '=', filter.outcome as StaffAct['outcome']),
        )
        .orderBy('a.seq', 'desc')
        .limit(filter.limit)
        .execute()
      return rows.map((row) => ({
        seq: row.seq,
        requestId: row.request_id,
        at: row.at.toISOString(),
        personId: row.person_id,
        ...(row.email !== null && { email: row.email }),
        permission: row.permission,
        endpoint: row.endpoint,
        subject: row.subject,
        outcome: row.outcome,
      }))
    },
  }
}

export function auditWrites(db: Sql) {
  return {
    async beginAct(act: StaffAct, subject: Record<string, unknown>, now: Date): Promise<void> {
      await db
        .insertInto('people.audit')
        .values({
          request_id: act.requestId,
          person_id: act.residentId,
          permission: act.permission,
          endpoint: act.endpoint,
          subject: sql`${JSON.stringify(subject)}::jsonb`,
          outcome: act.outcome,
          at: now,
          ended_at: null,
        })
        .execute()
    },
    async endAct(act: StaffAct, now: Date): Promise<void> {
      await db
        .updateTable('people.audit')
        .set({ outcome: act.outcome, ended_at: now })
        .where('request_id', '=', act.requestId)
        .execute()
    },
  }
}

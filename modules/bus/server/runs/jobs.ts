import { Type } from 'typebox'
import { jobKind } from '#kernel/server/jobs.ts'

/** Each minute: which sources are due. */
export const tickJob = jobKind('bus.tick', Type.Object({}))

/** Reads one source. Done again after a crash, it goes on where it was. */
export const runJob = jobKind('bus.run', Type.Object({ runId: Type.String() }))

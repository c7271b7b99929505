/** Sources and runs for staff who keep the data good. */
import { type Static, Type } from 'typebox'
import { endpoint, may } from '#kernel/contract/endpoint.ts'
import { pageOf, paging } from '#kernel/contract/page.ts'
import { Text } from '#kernel/contract/text.ts'
import { Freshness, OriginName } from './datasets.ts'

export const RunState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  /** Readers got a new version. */
  Type.Literal('published'),
  /** Read in full; nothing had changed. */
  Type.Literal('unchanged'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])
export type RunState = Static<typeof RunState>

export const Problem = Type.Object({
  code: Type.String(),
  /** What happened and what to do. */
  text: Text,
})

export const Run = Type.Object({
  id: Type.String(),
  source: Type.String(),
  dataset: Type.String(),
  origin: OriginName,
  state: RunState,
  phase: Type.Union([Type.Literal('reading'), Type.Literal('publishing'), Type.Literal('over')]),
  /** Rows of the source read, kept for the dataset, put into quarantine. */
  read: Type.Integer(),
  kept: Type.Integer(),
  rejected: Type.Integer(),
  bytes: Type.Integer(),
  createdAt: Type.String(),
  startedAt: Type.Optional(Type.String()),
  finishedAt: Type.Optional(Type.String()),
  problem: Type.Optional(Problem),
  /** What the run changed in the dataset. */
  change: Type.Optional(
    Type.Object({
      version: Type.Integer(),
      added: Type.Integer(),
      changed: Type.Integer(),
      removed: Type.Integer(),
    }),
  ),
})
export type Run = Static<typeof Run>

export const SourceCard = Type.Object({
  id: Type.String(),
  name: Text,
  owner: Text,
  dataset: Type.String(),
  origins: Type.Array(OriginName),
  everyMinutes: Type.Integer(),
  /** The last good version. */
  version: Type.Integer(),
  rows: Type.Integer(),
  origin: Type.Optional(OriginName),
  freshness: Freshness,
  /** `never`: no good version yet; `late`: the promise of freshness is broken; `failing`: the last run failed. */
  status: Type.Union([
    Type.Literal('good'),
    Type.Literal('running'),
    Type.Literal('failing'),
    Type.Literal('late'),
    Type.Literal('never'),
  ]),
  /** Of the last run, when it failed. */
  problem: Type.Optional(Problem),
  failures: Type.Integer({ description: 'Failed runs in a row' }),
  rejects: Type.Integer(),
  nextDueAt: Type.Optional(Type.String()),
  lastRun: Type.Optional(Run),
})
export type SourceCard = Static<typeof SourceCard>

const sourceId = Type.String({ maxLength: 80 })
const runId = Type.String({ maxLength: 80 })

export const listSources = endpoint({
  name: 'listSources',
  method: 'GET',
  path: '/bus/sources',
  access: may('bus.manage'),
  summary: 'All sources: last good version, its age, what is wrong',
  input: Type.Object({}),
  output: Type.Object({ items: Type.Array(SourceCard) }),
})

export const listRuns = endpoint({
  name: 'listRuns',
  method: 'GET',
  path: '/bus/sources/:sourceId/runs',
  access: may('bus.manage'),
  summary: 'Runs of a source, newest first',
  input: Type.Object({ sourceId, ...paging }),
  output: pageOf(Run),
})

export const getRun = endpoint({
  name: 'getRun',
  method: 'GET',
  path: '/bus/runs/:runId',
  access: may('bus.manage'),
  summary: 'One run: how far it is, what it refused and why, what bytes it read',
  input: Type.Object({ runId }),
  output: Type.Object({
    run: Run,
    rejects: Type.Array(
      Type.Object({ code: Type.String(), field: Type.Optional(Type.String()), rows: Type.Integer() }),
    ),
    reads: Type.Array(
      Type.Object({
        from: Type.String(),
        hash: Type.String({ description: 'SHA-256 of the bytes, kept in the file store' }),
        bytes: Type.Integer(),
        at: Type.String(),
      }),
    ),
  }),
})

export const runSourceNow = endpoint({
  name: 'runSourceNow',
  method: 'POST',
  path: '/bus/sources/:sourceId/run',
  access: may('bus.manage'),
  summary: 'Reads a source now; `force` lets a much smaller answer replace the rows',
  input: Type.Object({
    sourceId,
    origin: Type.Optional(OriginName),
    force: Type.Optional(Type.Boolean({ default: false })),
  }),
  output: Run,
})

export const cancelRun = endpoint({
  name: 'cancelRun',
  method: 'POST',
  path: '/bus/runs/:runId/cancel',
  access: may('bus.manage'),
  summary: 'Stops a run; the dataset stays as it was',
  input: Type.Object({ runId }),
  output: Run,
})

export const Reject = Type.Object({
  id: Type.String(),
  code: Type.String(),
  field: Type.Optional(Type.String()),
  message: Type.String(),
  /** The row as it came. */
  raw: Type.Unknown(),
  runId: Type.String(),
  firstSeenAt: Type.String(),
  lastSeenAt: Type.String(),
})
export type Reject = Static<typeof Reject>

export const listRejects = endpoint({
  name: 'listRejects',
  method: 'GET',
  path: '/bus/sources/:sourceId/rejects',
  access: may('bus.manage'),
  summary: 'Quarantine of a source; also served as the dataset `<id>~rejects`',
  input: Type.Object({ sourceId, code: Type.Optional(Type.String({ maxLength: 80 })), ...paging }),
  output: pageOf(Reject),
})

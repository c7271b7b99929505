import { Type } from 'typebox'
import { fact } from '#kernel/contract/endpoint.ts'

/** Readers see new rows of a dataset from this moment. */
export const versionPublished = fact(
  'bus.version_published',
  Type.Object({
    dataset: Type.String(),
    version: Type.Integer(),
    rows: Type.Integer(),
    added: Type.Integer(),
    changed: Type.Integer(),
    removed: Type.Integer(),
    origin: Type.String(),
    runId: Type.String(),
    asOf: Type.String({ description: 'ISO instant' }),
  }),
)

/** A source could not be read; the last good version of its dataset stays. */
export const runFailed = fact(
  'bus.run_failed',
  Type.Object({
    source: Type.String(),
    dataset: Type.String(),
    runId: Type.String(),
    origin: Type.String(),
    code: Type.String(),
  }),
)

/**
 * Calls from outside since the last flush, one second or so. Queries of flows are not here: their touch is
 * the turn. `callerKey` is opaque: `app:<id>`, or `demo:<keyed hash of address and agent>`.
 */
export const called = fact(
  'bus.called',
  Type.Object({
    calls: Type.Array(
      Type.Object({
        at: Type.String({ description: 'ISO instant of the minute' }),
        api: Type.String({ description: 'Dataset id' }),
        callerKey: Type.String(),
        channel: Type.Literal('api'),
        outcome: Type.Union([Type.Literal('ok'), Type.Literal('refused'), Type.Literal('failed')]),
        calls: Type.Integer({ minimum: 1 }),
      }),
    ),
  }),
)

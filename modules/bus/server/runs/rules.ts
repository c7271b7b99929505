/** Decisions about runs: which origin to read, whether an answer may replace what is there, when to try again. */
import type { OriginName } from '../../contract.ts'
import type { SourceFile } from '../definition/source.ts'
import type { FailureCode } from './failure.ts'

/**
 * The mirror when the operator has one, otherwise the city. The pack's own table is for the beginning: it is
 * read when there is nothing else to read, or when nothing else was ever good.
 */
export function chooseOrigin(
  source: SourceFile,
  has: { readonly mirror: boolean; readonly current: OriginName | undefined; readonly failures: number },
): OriginName {
  const names = source.origins.map(({ name }) => name)
  if (has.current === undefined && has.failures > 0 && names.includes('pack')) return 'pack'
  if (has.mirror && names.includes('mirror')) return 'mirror'
  if (names.includes('city')) return 'city'
  return names.includes('pack') ? 'pack' : (names[0] as OriginName)
}

/** The pack's table is loaded at the start unless better rows are there. */
export const maySeed = (source: SourceFile, current: OriginName | undefined): boolean =>
  source.origins.some(({ name }) => name === 'pack') && (current === undefined || current === 'pack')

export interface Outcome {
  readonly read: number
  readonly kept: number
  readonly rejected: number
  /** Rows readers have now. */
  readonly current: number
  readonly forced: boolean
}

export interface Guards {
  readonly shrinkPercent: number
  readonly rejectPercent: number
}

export const guardsOf = ({ guards }: SourceFile): Guards => ({
  shrinkPercent: guards?.shrinkPercent ?? 50,
  rejectPercent: guards?.rejectPercent ?? 50,
})

type Verdict = 'good' | { readonly code: FailureCode; readonly details: Readonly<Record<string, number>> }

/** Nothing replaces something only by a person's will, and emptiness never does. */
export function judge({ read, kept, rejected, current, forced }: Outcome, guards: Guards): Verdict {
  if (kept === 0 && rejected > 0) return { code: 'all_rejected', details: { rejected } }
  if (kept === 0) return { code: 'empty_answer', details: { read } }
  if (forced) return 'good'
  const seen = kept + rejected
  const rejectedPercent = Math.round((rejected / seen) * 100)
  if ((rejected / seen) * 100 > guards.rejectPercent)
    return { code: 'too_many_rejects', details: { rejected, seen, percent: rejectedPercent } }
  if (kept < current * (1 - guards.shrinkPercent / 100))
    return { code: 'shrunk', details: { kept, current, percent: guards.shrinkPercent } }
  return 'good'
}

/** After failures: five minutes, then twice as long each time, never rarer than the schedule. */
export function retryInMinutes(failures: number, everyMinutes: number): number {
  return Math.min(everyMinutes, 5 * 2 ** Math.min(failures - 1, 12))
}

export interface Caps {
  readonly rows: number
  readonly bytes: number
  readonly minutes: number
}

export const capsOf = ({ guards }: SourceFile): Caps => ({
  rows: guards?.maxRows ?? 2_000_000,
  bytes: (guards?.maxMegabytes ?? 64) * 1_048_576,
  minutes: guards?.maxMinutes ?? 30,
})

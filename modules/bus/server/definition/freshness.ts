import type { Freshness } from '../../contract.ts'

/** The promise of a card against the age of the rows. Rows that never came are stale. */
export function freshnessOf(days: number, asOf: Date | null, now: Date): Freshness {
  if (asOf === null) return { days, stale: true }
  const ageS = Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1000))
  return { days, asOf: asOf.toISOString(), ageS, stale: ageS > days * 86_400 }
}

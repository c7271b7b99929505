/**
 * What every screen must know of the region it shows: whose clock the dates follow, where its middle is, how an
 * address is written there. Told once by the app that asked the server; the words of a screen wait for it to change.
 */
import { useSyncExternalStore } from 'react'
import type { Point } from '#kernel/contract/geo.ts'

export interface RegionFacts {
  readonly timeZone?: string
  readonly centre?: Point
  /** An address as people write it here. */
  readonly example?: string
}

let known: RegionFacts = {}
const listeners = new Set<() => void>()

export const regionFacts = (): RegionFacts => known

export function tellRegion(facts: RegionFacts): void {
  if (JSON.stringify(facts) === JSON.stringify(known)) return
  known = facts
  for (const changed of listeners) changed()
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

export const useRegionFacts = (): RegionFacts => useSyncExternalStore(subscribe, regionFacts)

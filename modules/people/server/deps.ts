import type { Kit } from '#kernel/server/module.ts'
import type { Sessions } from './sessions.ts'
import type { PeopleTables } from './store/tables.ts'

/** What another module holds about a person, for the person's own copy. */
export type Holding = (personId: string) => Promise<unknown>

/** What the acts of people are made of. */
export interface Deps {
  readonly kit: Kit<PeopleTables>
  readonly sessions: Sessions
  readonly holdings: ReadonlyMap<string, Holding>
}

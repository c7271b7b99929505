/** One meaning of «give me rows» for every dialect and for other modules. */
import type { Point } from '#kernel/contract/geo.ts'

export type Value = string | number | boolean

export type Comparison = 'eq' | 'has' | 'gte' | 'gt' | 'lte' | 'lt'

/** `eq` and `has` (a list has the value) with several values: any of them. */
export interface Condition {
  readonly field: string
  readonly is: Comparison
  readonly values: readonly Value[]
  /** Separator of the list, for `has`. */
  readonly list?: string
}

/** West, south, east, north. */
export type Box = readonly [number, number, number, number]

export type Sort =
  | { readonly by: 'key' }
  | { readonly by: 'distance' }
  /** How well the text fits. */
  | { readonly by: 'rank' }
  | { readonly by: 'field'; readonly field: string; readonly numeric: boolean; readonly descending: boolean }

/** How `text` is understood: by stems, or, when nothing is found so, by likeness. */
export type Reading = 'words' | 'typo'

/** Where a page goes on: the sort value and the key of the last row before it. */
export interface Position {
  readonly value: string | number | null
  readonly key: string
}

export interface Query {
  readonly where: readonly Condition[]
  readonly near?: Point
  readonly radiusM?: number
  readonly bbox?: Box
  readonly text?: string
  readonly reading: Reading
  readonly sort: Sort
  /** Fields of the answer, in its order. */
  readonly select: readonly string[]
  readonly limit: number
  readonly after?: Position
  readonly count: 'none' | 'estimate' | 'exact'
}

/** What is wrong with a parameter; `known` are the ones or the values that would do. */
export type QueryProblem =
  | { readonly kind: 'unknown'; readonly parameter: string; readonly known: readonly string[] }
  | { readonly kind: 'bad'; readonly parameter: string; readonly expected: string }

export const isQueryProblem = (found: Query | QueryProblem): found is QueryProblem => 'kind' in found

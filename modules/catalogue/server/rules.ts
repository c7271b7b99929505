/**
 * Demand, coverage and gaps. An estimate is a range of three numbers and stays one through every sum; two
 * headline figures, the share of needs and the share of demand, are never mixed.
 */
import type { Text } from '#kernel/contract/text.ts'
import type { CoverageCell, CoverageFigures, Degree, Gap, Range, RoleNeed } from '../contract.ts'

export interface RoleFacts {
  readonly id: string
  readonly people: number
  /** Channels its people use; absent: any. */
  readonly channels?: readonly string[] | undefined
}
export interface NeedFacts {
  readonly id: string
  readonly title: Text
  readonly roles: readonly RoleNeed[]
}
export interface CoverageFacts {
  readonly need: string
  readonly service: string
  readonly channels: readonly string[]
  readonly degree: Degree
  readonly part: number
  readonly assuredOn: string
}

/** A coverage or an estimate that nobody has vouched for in this time is stale; it keeps counting. */
export const assuredForDays = 180

export const isStale = (assuredOn: string, today: Date): boolean =>
  today.getTime() - Date.parse(assuredOn) > assuredForDays * 86_400_000

export const zero: Range = { low: 0, mid: 0, high: 0 }

export const addRanges = (ranges: readonly Range[]): Range =>
  ranges.reduce((a, b) => ({ low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high }), zero)

export const scaleRange = ({ low, mid, high }: Range, by: number): Range => ({
  low: low * by,
  mid: mid * by,
  high: high * by,
})

/** Cases a year: audience × share of the role that has the need × times a year. */
export const demandOf = (people: number, { perYear, share }: Pick<RoleNeed, 'perYear' | 'share'>): Range => ({
  low: people * share.low * perYear.low,
  mid: people * share.mid * perYear.mid,
  high: people * share.high * perYear.high,
})

/** The best part that one service answers in a channel the audience uses. Parts of two services do not add up. */
export function bestCoverage(
  need: string,
  role: RoleFacts | undefined,
  coverage: readonly CoverageFacts[],
): CoverageFacts | undefined {
  const reaches = ({ channels }: CoverageFacts) =>
    channels.length > 0 && (!role?.channels || channels.some((channel) => role.channels?.includes(channel)))
  return coverage
    .filter((entry) => entry.need === need && entry.part > 0 && reaches(entry))
    .sort((a, b) => b.part - a.part || a.service.localeCompare(b.service))[0]
}

const degreeOf = (part: number): Degree => (part >= 1 ? 'full' : part > 0 ? 'partial' : 'none')

export interface Catalogue {
  readonly roles: readonly RoleFacts[]
  readonly needs: readonly NeedFacts[]
  readonly coverage: readonly CoverageFacts[]
}

/** The matrix: one cell for each role that has a need. */
export function toCells({ roles, needs, coverage }: Catalogue, today: Date): CoverageCell[] {
  const roleOf = new Map(roles.map((role) => [role.id, role]))
  return needs.flatMap((need) =>
    need.roles.map((link): CoverageCell => {
      const role = roleOf.get(link.role)
      const best = bestCoverage(need.id, role, coverage)
      return {
        role: link.role,
        need: need.id,
        demand: demandOf(role?.people ?? 0, link),
        degree: degreeOf(best?.part ?? 0),
        part: best?.part ?? 0,
        isStale: best !== undefined && isStale(best.assuredOn, today),
        ...(best && { service: best.service }),
      }
    }),
  )
}

export function toFigures(needs: readonly NeedFacts[], cells: readonly CoverageCell[]): CoverageFigures {
  const parts = needs.map((need) =>
    Math.max(0, ...cells.filter((cell) => cell.need === need.id).map(({ part }) => part)),
  )
  const count = (degree: Degree) => parts.filter((part) => degreeOf(part) === degree).length
  const [total, full, partial] = [needs.length, count('full'), count('partial')]
  const of = (n: number) => (total === 0 ? 0 : n / total)
  const demand = addRanges(cells.map((cell) => cell.demand))
  const covered = addRanges(cells.map((cell) => scaleRange(cell.demand, cell.part)))
  const missing = addRanges(cells.map((cell) => scaleRange(cell.demand, 1 - cell.part)))
  return {
    needs: {
      total,
      full,
      partial,
      none: count('none'),
      share: { low: of(full), mid: of(parts.reduce((a, b) => a + b, 0)), high: of(full + partial) },
    },
    demand: {
      total: demand,
      covered,
      share: {
        // The worst case: what is covered is rare and what is missing is frequent; then the other way round.
        low: ratio(covered.low, missing.high),
        mid: ratio(covered.mid, missing.mid),
        high: ratio(covered.high, missing.low),
      },
      isUpperBound: needs.some(({ roles }) => roles.length > 1),
    },
  }
}

const ratio = (part: number, rest: number): number => (part + rest === 0 ? 0 : part / (part + rest))

/** What to build or repair next, by demand that nobody answers. */
export function toGaps(needs: readonly NeedFacts[], cells: readonly CoverageCell[]): Gap[] {
  const gaps = needs
    .map((need): Omit<Gap, 'rank'> => {
      const own = cells.filter((cell) => cell.need === need.id)
      const part = Math.max(0, ...own.map((cell) => cell.part))
      return {
        need: need.id,
        title: need.title,
        roles: need.roles.map(({ role }) => role),
        demand: addRanges(own.map(({ demand }) => demand)),
        gap: addRanges(own.map((cell) => scaleRange(cell.demand, 1 - cell.part))),
        isUpperBound: need.roles.length > 1,
        degree: degreeOf(part),
        part,
        sources: [...new Set(need.roles.map(({ source }) => source))],
      }
    })
    .filter(({ gap }) => gap.high > 0)
    .sort((a, b) => b.gap.mid - a.gap.mid)
  // A rank counts the entries that are certainly larger, so that equal ranks mean "no telling apart".
  return gaps.map((entry) => ({
    ...entry,
    rank: 1 + gaps.filter(({ gap }) => gap.low > entry.gap.high).length,
  }))
}

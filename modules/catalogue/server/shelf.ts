/** The catalogue in memory: what the pack says, joined into the cards that others read. */
import type { Coverage, Degree, NeedCard, RoleCard, ServiceCard } from '../contract.ts'
import { addRanges, bestCoverage, type Catalogue, type CoverageFacts, demandOf, isStale } from './rules.ts'
import type { CoverageTable, NeedTable, RoleTable, Rows, ServiceTable } from './store.ts'

export interface Shelf {
  readonly facts: Catalogue
  readonly roles: ReadonlyMap<string, RoleCard>
  readonly needs: ReadonlyMap<string, NeedCard>
  readonly services: ReadonlyMap<string, ServiceCard>
  readonly byFlow: ReadonlyMap<string, ServiceCard>
  readonly coverage: readonly CoverageTable[]
}

export function toShelf(rows: Rows): Shelf {
  const channelsOf = new Map(rows.services.map(({ id, channels }) => [id, channels]))
  const facts: Catalogue = {
    roles: rows.roles.map(({ id, audience, channels }) => ({
      id,
      people: audience.people,
      channels: channels ?? undefined,
    })),
    needs: rows.needs,
    coverage: rows.coverage.map(
      ({ assured_on, ...entry }): CoverageFacts => ({
        ...entry,
        assuredOn: assured_on,
        channels: channelsOf.get(entry.service) ?? [],
      }),
    ),
  }
  const people = new Map(facts.roles.map((role) => [role.id, role.people]))
  const needs = rows.needs.map((need) => toNeedCard(need, people, facts.coverage))
  const services = rows.services.map(toServiceCard)
  return {
    facts,
    roles: mapOf(rows.roles.map((role) => toRoleCard(role, needs, rows.services))),
    needs: mapOf(needs),
    services: mapOf(services),
    byFlow: new Map(services.map((service) => [service.flow, service])),
    coverage: rows.coverage,
  }
}

const mapOf = <T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map((entry) => [entry.id, entry]))

function toNeedCard(
  { id, title, roles }: NeedTable,
  people: ReadonlyMap<string, number>,
  coverage: readonly CoverageFacts[],
): NeedCard {
  const best = bestCoverage(id, undefined, coverage)
  const answering = coverage
    .filter((entry) => entry.need === id && entry.part > 0)
    .sort((a, b) => b.part - a.part)
  const degree: Degree = !best ? 'none' : best.part >= 1 ? 'full' : 'partial'
  return {
    id,
    title,
    roles,
    demand: addRanges(roles.map((link) => demandOf(people.get(link.role) ?? 0, link))),
    isUpperBound: roles.length > 1,
    degree,
    part: best?.part ?? 0,
    services: answering.map(({ service }) => service),
  }
}

function toRoleCard(
  role: RoleTable,
  needs: readonly NeedCard[],
  services: readonly ServiceTable[],
): RoleCard {
  const own = needs.filter((need) => need.roles.some((link) => link.role === role.id))
  const { id, title, icon, note, audience } = role
  return {
    id,
    title,
    icon,
    note,
    audience,
    needCount: own.length,
    answeredCount: own.filter(({ degree }) => degree !== 'none').length,
    serviceCount: services.filter((service) => service.roles.includes(id)).length,
  }
}

const toServiceCard = ({ place: _, ...service }: ServiceTable): ServiceCard => service

export const toCoverage = ({ assured_on, ...entry }: CoverageTable, today: Date): Coverage => ({
  ...entry,
  assuredOn: assured_on,
  isStale: isStale(assured_on, today),
})

/** Services that answer the same needs first, then those of the same roles. */
export function relatedTo(service: ServiceCard, shelf: Shelf, most = 4): ServiceCard[] {
  const shared = (a: readonly string[], b: readonly string[]) => a.filter((id) => b.includes(id)).length
  return [...shelf.services.values()]
    .filter(({ id }) => id !== service.id)
    .map((other) => ({
      other,
      near: 3 * shared(other.needs, service.needs) + shared(other.roles, service.roles),
    }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, most)
    .map(({ other }) => other)
}

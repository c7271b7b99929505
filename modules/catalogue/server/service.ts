import type { InputOf, OutputOf } from '#kernel/contract/endpoint.ts'
import type { Kit } from '#kernel/server/module.ts'
import {
  type getCoverage,
  type getRole,
  type getService,
  type listNeeds,
  type listServices,
  type NeedCard,
  type RoleCard,
  refuse,
  type ServiceCard,
  type ServiceHit,
} from '../contract.ts'
import { files, type PackNeed, type PackRole, type PackService } from './pack-parts.ts'
import { phrasesOf } from './phrases.ts'
import { addRanges, toCells, toFigures, toGaps } from './rules.ts'
import { searchPhrases } from './search.ts'
import { relatedTo, type Shelf, toCoverage, toShelf } from './shelf.ts'
import { type CatalogueTables, readRows, replaceCatalogue } from './store.ts'

export type CatalogueService = ReturnType<typeof createCatalogueService>

export function createCatalogueService(kit: Kit<CatalogueTables>) {
  const { db, now } = kit
  let shelf = toShelf({ roles: [], needs: [], services: [], coverage: [] })

  async function searchServices(input: InputOf<typeof listServices>): Promise<OutputOf<typeof listServices>> {
    const limit = input.limit ?? 50
    const text = input.text?.trim() ?? ''
    if (text === '') return { items: browse(shelf, input).slice(0, limit) }
    const { hits, reading } = await searchPhrases(db.read, text, shelf.services.size)
    const items = hits.flatMap(({ service: id, score, why }): ServiceHit[] => {
      const service = shelf.services.get(id)
      return service && fits(service, input) ? [{ service, score, why }] : []
    })
    return { items: items.slice(0, limit), reading }
  }

  return {
    /** Loads the pack when it has changed, then fills the memory. */
    async ready(): Promise<void> {
      await kit.whenPackChanged(Object.values(files), () => load(kit))
      shelf = toShelf(await readRows(db.read))
    },

    roles: (): readonly RoleCard[] => [...shelf.roles.values()],
    needs: (): readonly NeedCard[] => [...shelf.needs.values()],
    services: (): readonly ServiceCard[] => [...shelf.services.values()],
    /** The service that a flow plays. */
    serviceOf: (flow: string): ServiceCard | undefined => shelf.byFlow.get(flow),
    /** Services by plain words, role, need, channel: for screens and for bots. */
    searchServices,

    async getRole({ id }: InputOf<typeof getRole>): Promise<OutputOf<typeof getRole>> {
      const role = shelf.roles.get(id) ?? refuse('catalogue.no_such_role', { id })
      return {
        role,
        needs: byDemand(
          [...shelf.needs.values()].filter((need) => need.roles.some((link) => link.role === id)),
        ),
        services: browse(shelf, { role: id }).map(({ service }) => service),
      }
    },

    async listNeeds({ role, degree }: InputOf<typeof listNeeds>): Promise<OutputOf<typeof listNeeds>> {
      if (role !== undefined && !shelf.roles.has(role)) refuse('catalogue.no_such_role', { id: role })
      const items = [...shelf.needs.values()]
        .filter((need) => role === undefined || need.roles.some((link) => link.role === role))
        .filter((need) => degree === undefined || need.degree === degree)
      return { items: byDemand(items) }
    },

    async listServices(input: InputOf<typeof listServices>): Promise<OutputOf<typeof listServices>> {
      if (input.role !== undefined && !shelf.roles.has(input.role))
        refuse('catalogue.no_such_role', { id: input.role })
      if (input.need !== undefined && !shelf.needs.has(input.need))
        refuse('catalogue.no_such_need', { id: input.need })
      return searchServices(input)
    },

    async getService({ id }: InputOf<typeof getService>): Promise<OutputOf<typeof getService>> {
      const service = shelf.services.get(id) ?? refuse('catalogue.no_such_service', { id })
      const coverage = shelf.coverage
        .filter((entry) => entry.service === id)
        .sort((a, b) => b.part - a.part)
        .map((entry) => ({
          ...toCoverage(entry, now()),
          title: shelf.needs.get(entry.need)?.title ?? { ru: entry.need },
        }))
      return { service, coverage, related: relatedTo(service, shelf) }
    },

    async getCoverage(): Promise<OutputOf<typeof getCoverage>> {
      const cells = toCells(shelf.facts, now())
      const { needs } = shelf.facts
      return { figures: toFigures(needs, cells), cells, gaps: toGaps(needs, cells) }
    },
  }
}

async function load({ db, pack, log }: Kit<CatalogueTables>): Promise<void> {
  const roles = pack
    .json<PackRole[]>(files.roles)
    .map((role, place) => ({ ...role, place, channels: role.channels ?? null }))
  const needs = pack.json<PackNeed[]>(files.needs).map((need, place) => ({ ...need, place }))
  const services = pack.json<PackService[]>(files.services)
  const rows = {
    roles,
    needs,
    services: services.map((service, place) => ({ ...service, place, districts: service.districts ?? [] })),
    coverage: services.flatMap(({ id, coverage }) =>
      coverage.map(({ assuredOn, ...entry }) => ({ ...entry, service: id, assured_on: assuredOn })),
    ),
  }
  await db.write((tx) => replaceCatalogue(tx.sql, rows, phrasesOf(services, needs, roles)))
  log.debug({ roles: roles.length, needs: needs.length, services: services.length }, 'catalogue loaded')
}

type Filter = Pick<InputOf<typeof listServices>, 'role' | 'need' | 'channel' | 'district'>

const fits = (service: ServiceCard, { role, need, channel, district }: Filter): boolean =>
  (role === undefined || service.roles.includes(role)) &&
  (need === undefined || service.needs.includes(need)) &&
  (channel === undefined || service.channels.includes(channel)) &&
  (district === undefined || service.districts.length === 0 || service.districts.includes(district))

/** Without words, services stand by the demand they answer, for the asked role or for all. */
function browse(shelf: Shelf, filter: Filter): ServiceHit[] {
  const answered = (service: ServiceCard) =>
    addRanges(
      shelf.coverage
        .filter((entry) => entry.service === service.id)
        .map(({ need, part }) => ({ card: shelf.needs.get(need), part }))
        .filter(
          ({ card }) => filter.role === undefined || card?.roles.some((link) => link.role === filter.role),
        )
        .map(({ card, part }) => ({ low: 0, mid: (card?.demand.mid ?? 0) * part, high: 0 })),
    ).mid
  return [...shelf.services.values()]
    .filter((service) => fits(service, filter))
    .map((service) => ({ service, worth: answered(service) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ service }) => ({ service, score: 1 }))
}

const byDemand = (needs: NeedCard[]): NeedCard[] => needs.sort((a, b) => b.demand.mid - a.demand.mid)

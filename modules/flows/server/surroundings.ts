/** What the module takes from its neighbours, in its own words. */

import type { Point } from '#kernel/contract/geo.ts'
import { say, type Text } from '#kernel/contract/text.ts'
import type { ApiOf } from '#kernel/server/module.ts'
import type { bus } from '#modules/bus/index.ts'
import type { ServiceCard } from '#modules/catalogue/contract.ts'
import type { CatalogueApi } from '#modules/catalogue/index.ts'
import { toHouse } from '#modules/geo/contract.ts'
import type { GeoApi } from '#modules/geo/index.ts'
import type { ChannelName } from '../contract/flow.ts'
import type { House } from '../contract/turn.ts'
import type { Origin } from '../contract/view.ts'
import type { Lang } from './channel.ts'

/** A field equals a value, or one of several; null asks nothing. */
export type Wanted = string | number | boolean | null | readonly (string | number | boolean)[]

export interface DatasetQuestion {
  readonly dataset: string
  readonly where: Readonly<Record<string, Wanted>>
  readonly district?: string
  readonly select?: readonly string[]
  readonly near?: Point
  readonly radiusM?: number
  readonly text?: string
  readonly sort?: string
  readonly limit?: number
}

export interface Found {
  readonly value: unknown
  readonly origin?: Origin
}

/** A service as the menu shows it. */
export interface MenuEntry {
  readonly service: string
  readonly flow: string
  readonly title: Text
  readonly icon?: string
}

export interface Surroundings {
  resolveHouse(text: string): Promise<House[]>
  houseById(id: string): Promise<House | undefined>
  /** A building with its district and municipality by name, for «мой дом». */
  describeHouse(id: string, lang: Lang): Promise<unknown>
  nearestHouse(point: Point): Promise<House[]>
  ask(
    question: DatasetQuestion,
    o: { service: string; lang: Lang; deadlineMs: number; staleS?: number },
  ): Promise<Found>
  services(channel: ChannelName): Promise<readonly MenuEntry[]>
  /** The one service that a phrase plainly asks for. */
  findService(phrase: string, channel: ChannelName): Promise<MenuEntry | undefined>
  /** Id of the service a flow plays; of the flow where none names it. */
  serviceOf(flow: string): Promise<string>
}

export interface Neighbours {
  readonly geo: GeoApi
  readonly bus: ApiOf<typeof bus>
  readonly catalogue: CatalogueApi
}

/** A service is meant when it is clearly the best one. */
const clearScore = 0.55
const clearLead = 1.15

export function createSurroundings({ geo, bus, catalogue }: Neighbours): Surroundings {
  return {
    async resolveHouse(text) {
      const found = await geo.resolveAddress(text)
      if (found.kind === 'one') return [toHouse(found.building)]
      return found.kind === 'several' ? found.buildings.map(toHouse) : []
    },
    async houseById(id) {
      const building = await geo.find(id)
      return building && toHouse(building)
    },
    async describeHouse(id, lang) {
      const building = await geo.find(id)
      if (!building) return null
      const { districtName, municipalityName, municipality, postcode = null } = building
      return {
        ...toHouse(building),
        street: building.street,
        postcode,
        district: { id: building.district, name: say(districtName, lang) },
        municipality: municipalityName ? { id: municipality ?? '', name: say(municipalityName, lang) } : null,
      }
    },
    async nearestHouse(point) {
      const found = await geo.findNearest(point)
      return found ? [toHouse(found.building)] : []
    },
    async ask(question, { service, lang, deadlineMs }) {
      const { items, origin } = await bus.query(question, { grant: `service:${service}`, deadlineMs })
      return {
        value: items,
        origin: { source: say(origin.source, lang), asOf: origin.asOf, stale: origin.stale },
      }
    },
    async services(channel) {
      return catalogue
        .services()
        .filter(({ channels }) => channels.includes(channel))
        .map(toEntry)
    },
    async findService(phrase, channel) {
      const { items } = await catalogue.searchServices({ text: phrase.slice(0, 200), channel, limit: 2 })
      const [best, second] = items
      if (!best || best.score < clearScore) return undefined
      return second && second.score * clearLead > best.score ? undefined : toEntry(best.service)
    },
    serviceOf: async (flow) => catalogue.serviceOf(flow)?.id ?? flow,
  }
}

const toEntry = ({ id, flow, title, icon }: ServiceCard): MenuEntry => ({ service: id, flow, title, icon })

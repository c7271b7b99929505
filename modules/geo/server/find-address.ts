/** From an understood text to buildings: which houses of which streets answer, and how surely. */
import { distanceM, type Point } from '#kernel/contract/geo.ts'
import { foldText } from '#kernel/contract/spelling.ts'
import type { Building, Resolved, Suggestion } from '../contract.ts'
import { fitHouse, type HouseFit, type HouseNumber, parseHouse } from './address/house-number.ts'
import type { AddressReading, Understood } from './address/read-address.ts'

export interface Found {
  readonly building: Building
  readonly fit: HouseFit
  readonly confidence: number
}

/** Readings this close to the best one are equally good answers. */
const tie = 0.05
/** Below this a person is asked to confirm, even when only one building fits. */
const sure = 0.7

/** Readings worth looking houses up for. */
export const readingsWithHouse = (understood: Understood): (AddressReading & { house: HouseNumber })[] => {
  const best = understood.readings[0]?.confidence ?? 0
  return understood.readings
    .filter((reading): reading is AddressReading & { house: HouseNumber } => reading.house !== undefined)
    .filter(({ confidence }) => confidence >= best - 0.2)
    .slice(0, 6)
}

export function fitBuildings(readings: readonly AddressReading[], buildings: readonly Building[]): Found[] {
  const byStreet = new Map(readings.map((reading) => [reading.street.street.name, reading]))
  return buildings
    .flatMap((building): Found[] => {
      const reading = byStreet.get(building.street)
      const fit = reading && fitOf(reading.house, building.house)
      if (!reading || !fit) return []
      const { districts } = reading.street
      const isElsewhere = districts.length > 0 && !districts.includes(building.district)
      return [{ building, fit, confidence: reading.confidence * fit.score * (isElsewhere ? 0.6 : 1) }]
    })
    .sort(byConfidence)
}

function fitOf(asked: HouseNumber | undefined, house: string): HouseFit | undefined {
  if (house === '') return asked ? { kind: 'near', score: 0.4 } : { kind: 'exact', score: 1 }
  const known = asked && parseHouse(foldText(house))
  return known && fitHouse(asked, known)
}

const byConfidence = (a: Found, b: Found): number =>
  b.confidence - a.confidence || collator.compare(a.building.house, b.building.house)
const collator = new Intl.Collator('ru', { numeric: true })

/** What to offer while a person types: houses first, then streets, then neighbours of an unknown house. */
export function toSuggestions(
  understood: Understood,
  found: readonly Found[],
  o: { limit: number; near?: Point },
): Suggestion[] {
  const answering = found.filter(({ fit }) => fit.kind !== 'near')
  const houses =
    answering.length > 0 ? answering : found.filter(({ confidence }) => confidence >= 0.25).slice(0, 4)
  const housed = new Set(houses.map(({ building }) => building.street))
  const streets = understood.readings.filter(
    ({ house, street, confidence }) =>
      !housed.has(street.street.name) && (house === undefined || confidence >= 0.6 || houses.length === 0),
  )
  return [
    ...withNear(houses, o.near).map(
      ({ building, fit, confidence }): Suggestion => ({
        kind: 'building',
        text: building.short,
        building,
        isExact: fit.kind === 'exact' || fit.kind === 'fits',
        confidence: round(confidence),
      }),
    ),
    ...streets.map(
      ({ street, confidence }): Suggestion => ({
        kind: 'street',
        text: street.street.name,
        insert: `${street.street.name}, `,
        houses: street.street.houses,
        districts: [...street.street.districts],
        confidence: round(confidence),
      }),
    ),
  ].slice(0, o.limit)
}

/** Among equals the nearer comes first: two hundredths of confidence for being here, none for ten kilometres. */
function withNear(found: readonly Found[], near: Point | undefined): readonly Found[] {
  if (!near) return found
  const bonus = ({ building }: Found) => 0.02 * Math.exp(-distanceM(near, building.geo) / 3000)
  return [...found].sort((a, b) => b.confidence + bonus(b) - (a.confidence + bonus(a)))
}

const round = (n: number): number => Math.round(Math.min(1, n) * 1000) / 1000

/** One building, a choice, or an honest no. */
export function toResolved(understood: Understood, found: readonly Found[]): Resolved {
  const [best] = understood.readings
  if (!best) return { kind: 'none', closest: [] }
  const near = found.filter(({ fit }) => fit.kind === 'near').slice(0, 3)
  // On one street the closest house wins; between streets that fit equally a person chooses.
  const pick = (kind: HouseFit['kind']) => {
    const all = found.filter(({ fit }) => fit.kind === kind)
    const top = new Map<string, number>()
    for (const { building, fit } of all)
      top.set(building.street, Math.max(fit.score, top.get(building.street) ?? 0))
    return all
      .filter(({ building, fit }) => fit.score === top.get(building.street))
      .filter(({ confidence }) => confidence >= (all[0]?.confidence ?? 0) - tie)
  }
  const exact = pick('exact')
  const [only] = exact
  if (only && exact.length === 1 && only.confidence >= sure) return { kind: 'one', building: only.building }
  const choice = (exact.length > 0 ? exact : pick('fits')).slice(0, 8)
  if (choice.length > 0) return { kind: 'several', buildings: choice.map(({ building }) => building) }
  return { kind: 'none', street: best.street.street.name, closest: near.map(({ building }) => building) }
}

/** Which district a point lies in. Outlines are schematic, so a point just outside belongs to the nearest. */
import { distanceM, type Point } from '#kernel/contract/geo.ts'
import type { Ring } from '../contract.ts'

export interface Area {
  readonly id: string
  readonly rings: readonly Ring[]
}

/** How far from every outline a point may lie and still belong somewhere. */
export const reachM = 2000

export function areaOf(point: Point, areas: readonly Area[], withinM = reachM): string | undefined {
  const around = areas.find(({ rings }) => isInside(point, rings))
  if (around) return around.id
  let nearest: { id: string; m: number } | undefined
  for (const { id, rings } of areas) {
    const m = Math.min(...rings.map((ring) => distanceToRingM(point, ring)))
    if (m <= withinM && m < (nearest?.m ?? Number.POSITIVE_INFINITY)) nearest = { id, m }
  }
  return nearest?.id
}

/** Even-odd rule over all rings: a ring inside another one is a hole. */
export function isInside({ lat, lon }: Point, rings: readonly Ring[]): boolean {
  let inside = false
  for (const ring of rings)
    for (let at = 1; at < ring.length; at++) {
      const [x1 = 0, y1 = 0] = ring[at - 1] ?? []
      const [x2 = 0, y2 = 0] = ring[at] ?? []
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
    }
  return inside
}

export function distanceToRingM(point: Point, ring: Ring): number {
  const scale = Math.cos((point.lat * Math.PI) / 180)
  let least = Number.POSITIVE_INFINITY
  for (let at = 1; at < ring.length; at++) {
    const [x1 = 0, y1 = 0] = ring[at - 1] ?? []
    const [x2 = 0, y2 = 0] = ring[at] ?? []
    const [dx, dy] = [(x2 - x1) * scale, y2 - y1]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : ((point.lon - x1) * scale * dx + (point.lat - y1) * dy) / length
    const t = Math.max(0, Math.min(1, along))
    least = Math.min(least, distanceM(point, { lat: y1 + (y2 - y1) * t, lon: x1 + (x2 - x1) * t }))
  }
  return least
}

/** Metres on a flat map around the centre of the region: near things stay near in the right order. */
export function spotOf({ lat, lon }: Point, centre: Point): { x: number; y: number } {
  const metresPerDegree = 111_195
  return {
    x: (lon - centre.lon) * metresPerDegree * Math.cos((centre.lat * Math.PI) / 180),
    y: (lat - centre.lat) * metresPerDegree,
  }
}

import { type Static, Type } from 'typebox'

/** A place on Earth, WGS 84 degrees. Always named fields, never a pair: orders of pairs differ between systems. */
export const Point = Type.Object(
  { lat: Type.Number({ minimum: -90, maximum: 90 }), lon: Type.Number({ minimum: -180, maximum: 180 }) },
  { additionalProperties: false },
)
export type Point = Static<typeof Point>

const earthRadiusM = 6_371_008.8

/** Great-circle distance in metres (haversine, mean Earth radius of IUGG). */
export function distanceM(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const dLat = (b.lat - a.lat) * rad
  const dLon = (b.lon - a.lon) * rad
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)))
}

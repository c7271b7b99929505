import { Type } from 'typebox'
import { RunFailure } from '../runs/failure.ts'
import { Charset, charsetMistake } from './charset.ts'
import { type Decoded, decoder, isRow } from './decoder.ts'
import { parseJson, valueAt } from './json.ts'

/** Features: their properties, and `lat`, `lon` of the point or of the middle of the shape. */
export const geojson = decoder({
  name: 'geojson',
  schema: Type.Object({ kind: Type.Literal('geojson'), charset: Charset }, { additionalProperties: false }),
  mistake: ({ charset }) => charsetMistake(charset),
  decode(bytes, { charset }) {
    const features = valueAt(parseJson(bytes, charset), 'features')
    if (!Array.isArray(features)) throw new RunFailure('no_rows_at_path', { path: 'features' })
    return features.map(toRow)
  },
})

function toRow(feature: unknown): Decoded {
  if (!isRow(feature) || !(isRow(feature['properties']) || feature['properties'] === null))
    return { reject: { code: 'not_a_row', message: 'это не объект GeoJSON' }, raw: feature }
  const middle = middleOf(feature['geometry'])
  const id = feature['id']
  return {
    row: {
      ...(id !== undefined && { feature_id: id }),
      ...(feature['properties'] ?? {}),
      lat: middle?.[1] ?? null,
      lon: middle?.[0] ?? null,
    },
  }
}

type Pair = readonly [number, number]

/** Longitude and latitude of the middle: the centroid of the largest ring, the middle point of a line. */
export function middleOf(geometry: unknown): Pair | undefined {
  if (!isRow(geometry)) return undefined
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: never }
  switch (type) {
    case 'Point':
      return isPair(coordinates) ? coordinates : undefined
    case 'MultiPoint':
      return averageOf(pairs(coordinates))
    case 'LineString':
      return pairs(coordinates)[Math.floor(pairs(coordinates).length / 2)]
    case 'MultiLineString':
      return middleOf({ type: 'LineString', coordinates: longest(lists(coordinates)) })
    case 'Polygon':
      return centroidOf(pairs(lists(coordinates)[0]))
    case 'MultiPolygon':
      return centroidOf(longest(lists(coordinates).map((polygon) => lists(polygon)[0] ?? [])))
    case 'GeometryCollection':
      return lists(geometry['geometries']).map(middleOf).find(Boolean)
    default:
      return undefined
  }
}

const isPair = (value: unknown): value is Pair =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1])
const lists = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const pairs = (value: unknown): Pair[] => lists(value).filter(isPair)
const longest = (parts: unknown[]): Pair[] =>
  parts.map(pairs).reduce((best, part) => (part.length > best.length ? part : best), [])

function averageOf(points: readonly Pair[]): Pair | undefined {
  if (points.length === 0) return undefined
  const sum = points.reduce(([x, y], [lon, lat]) => [x + lon, y + lat] as const, [0, 0] as const)
  return [round(sum[0] / points.length), round(sum[1] / points.length)]
}

function centroidOf(ring: readonly Pair[]): Pair | undefined {
  const [origin] = ring
  if (!origin) return undefined
  let [area, x, y] = [0, 0, 0]
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = fromOrigin(ring[i] as Pair, origin)
    const [bx, by] = fromOrigin(ring[i + 1] as Pair, origin)
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  if (Math.abs(area) < 1e-15) return averageOf(ring)
  return [round(origin[0] + x / (3 * area)), round(origin[1] + y / (3 * area))]
}

/** Differences of neighbours are small numbers; their products keep their digits. */
const fromOrigin = (point: Pair, origin: Pair): Pair => [point[0] - origin[0], point[1] - origin[1]]
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7

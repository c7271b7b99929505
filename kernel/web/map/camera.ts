/** Where the map looks: Web Mercator by hand, so that the drawn map and the schematic one agree. Pure. */
import type { Point } from '#kernel/contract/geo.ts'

export interface Camera {
  centre: Point
  /** As in MapLibre: the world is 512 px wide at zoom 0. */
  zoom: number
  width: number
  height: number
}
export interface Pixel {
  x: number
  y: number
}

export const minZoom = 7
export const maxZoom = 17
const tilePx = 512

/** Unit square of the world: x grows to the east, y to the south. */
export function toWorld({ lat, lon }: Point): Pixel {
  const sin = Math.sin((lat * Math.PI) / 180)
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) }
}

export function fromWorld({ x, y }: Pixel): Point {
  return { lon: (x - 0.5) * 360, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI }
}

export const worldPx = (zoom: number): number => tilePx * 2 ** zoom

export function project(camera: Camera, point: Point): Pixel {
  const size = worldPx(camera.zoom)
  const centre = toWorld(camera.centre)
  const at = toWorld(point)
  return { x: (at.x - centre.x) * size + camera.width / 2, y: (at.y - centre.y) * size + camera.height / 2 }
}

export function unproject(camera: Camera, { x, y }: Pixel): Point {
  const size = worldPx(camera.zoom)
  const centre = toWorld(camera.centre)
  return fromWorld({
    x: centre.x + (x - camera.width / 2) / size,
    y: centre.y + (y - camera.height / 2) / size,
  })
}

export const clampZoom = (zoom: number): number => Math.min(maxZoom, Math.max(minZoom, zoom))

/** Zooms so that the point under the pixel stays under it. */
export function zoomAround(camera: Camera, at: Pixel, by: number): Camera {
  const zoom = clampZoom(camera.zoom + by)
  const kept = unproject(camera, at)
  const moved = project({ ...camera, zoom }, kept)
  return moveBy({ ...camera, zoom }, { x: moved.x - at.x, y: moved.y - at.y })
}

export function moveBy(camera: Camera, { x, y }: Pixel): Camera {
  return { ...camera, centre: unproject(camera, { x: camera.width / 2 + x, y: camera.height / 2 + y }) }
}

/** The closest look that shows all points with a margin; one point is shown with its surroundings. */
export function cameraOn(
  points: readonly Point[],
  size: { width: number; height: number },
  closest = 15,
): Camera | undefined {
  const first = points[0]
  if (!first) return undefined
  const world = points.map(toWorld)
  const west = Math.min(...world.map((p) => p.x))
  const east = Math.max(...world.map((p) => p.x))
  const north = Math.min(...world.map((p) => p.y))
  const south = Math.max(...world.map((p) => p.y))
  const margin = Math.min(72, size.width / 6, size.height / 6)
  const room = { x: Math.max(1, size.width - 2 * margin), y: Math.max(1, size.height - 2 * margin) }
  const scale = Math.min(room.x / Math.max(east - west, 1e-9), room.y / Math.max(south - north, 1e-9))
  const zoom = clampZoom(Math.min(closest, Math.log2(scale / tilePx)))
  return { centre: fromWorld({ x: (west + east) / 2, y: (north + south) / 2 }), zoom, ...size }
}

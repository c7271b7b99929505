import { expect, test } from 'vitest'
import { type Camera, cameraOn, project, toWorld, unproject, zoomAround } from './camera.ts'
import { clusterMarks } from './cluster.ts'

const camera: Camera = { centre: { lat: 59.93, lon: 30.36 }, zoom: 13, width: 400, height: 300 }

test('a point projected and taken back is the same point', () => {
  const back = unproject(camera, project(camera, { lat: 59.951, lon: 30.316 }))
  expect(back.lat).toBeCloseTo(59.951, 9)
  expect(back.lon).toBeCloseTo(30.316, 9)
})

test('north is up and east is right', () => {
  const at = project(camera, { lat: 59.95, lon: 30.4 })
  expect(at.x).toBeGreaterThan(200)
  expect(at.y).toBeLessThan(150)
})

test('the Mercator square ends where the standard says', () => {
  // EPSG:3857: the square reaches 85.0511287798066 degrees, the equator is its middle.
  expect(toWorld({ lat: 85.0511287798066, lon: -180 }).y).toBeCloseTo(0, 9)
  expect(toWorld({ lat: -85.0511287798066, lon: 180 })).toEqual({ x: 1, y: expect.closeTo(1, 9) })
  expect(toWorld({ lat: 0, lon: 0 })).toEqual({ x: 0.5, y: 0.5 })
})

test('zooming keeps the point under the finger in place', () => {
  const finger = { x: 90, y: 40 }
  const before = unproject(camera, finger)
  const after = unproject(zoomAround(camera, finger, 1.5), finger)
  expect(after.lat).toBeCloseTo(before.lat, 6)
  expect(after.lon).toBeCloseTo(before.lon, 6)
})

test('fitting shows every point inside the frame', () => {
  const points = [
    { lat: 59.8, lon: 30.1 },
    { lat: 60.05, lon: 30.55 },
    { lat: 59.95, lon: 30.2 },
  ]
  const seen = cameraOn(points, { width: 390, height: 320 })
  for (const point of points) {
    const at = seen ? project(seen, point) : { x: -1, y: -1 }
    expect(at.x).toBeGreaterThan(0)
    expect(at.x).toBeLessThan(390)
    expect(at.y).toBeGreaterThan(0)
    expect(at.y).toBeLessThan(320)
  }
  expect(cameraOn([], { width: 1, height: 1 })).toBeUndefined()
})

test('close marks become one cluster, no mark is lost, the selected stands apart', () => {
  const placed = Array.from({ length: 500 }, (_, i) => ({
    id: `p${i}`,
    at: { x: (i * 37) % 400, y: (i * 91) % 300 },
  }))
  const clusters = clusterMarks(placed, 40, new Set(['p7']))
  expect(clusters.flatMap((c) => c.ids).sort()).toEqual(placed.map((p) => p.id).sort())
  expect(clusters.find((c) => c.ids.includes('p7'))?.ids).toEqual(['p7'])
  expect(clusters.length).toBeLessThan(120)
})

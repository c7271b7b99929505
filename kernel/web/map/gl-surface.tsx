/**
 * The map drawn by MapLibre: the same outline, smooth. A chunk of its own with a worker of its own,
 * fetched when a map is shown. Labels need no glyph server: a style without `glyphs` draws them locally.
 */
import 'maplibre-gl/dist/maplibre-gl.css'
import { type GeoJSONSource, Map as GlMap, type StyleSpecification, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useEffect, useRef } from 'react'
import { type Camera, maxZoom, minZoom } from './camera.ts'
import { mapColours, type Ring, type Shapes } from './shapes.ts'
import type { SurfaceProps } from './svg-surface.tsx'

setWorkerUrl(workerUrl)

export function GlSurface({ shapes, camera, look, press, scheme }: SurfaceProps) {
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<GlMap | undefined>(undefined)
  const latest = useRef({ look, press, camera })
  latest.current = { look, press, camera }

  useEffect(() => {
    if (!box.current) return
    const { centre, zoom } = latest.current.camera
    const map = new GlMap({
      container: box.current,
      style: styleOf(shapes),
      center: centre,
      zoom,
      minZoom,
      maxZoom,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      keyboard: false,
      trackResize: false,
      fadeDuration: 0,
    })
    map.touchZoomRotate.disableRotation()
    map.getCanvas().setAttribute('aria-hidden', 'true')
    map.getCanvas().tabIndex = -1
    map.on('move', () => {
      const { lat, lng } = map.getCenter()
      const { clientWidth: width, clientHeight: height } = map.getContainer()
      // Made while its part of the page was hidden, the map has no size yet.
      if (width === 0 || height === 0) return
      latest.current.look({ centre: { lat, lon: lng }, zoom: map.getZoom(), width, height })
    })
    map.on('error', ({ error }) => console.error('map', error))
    map.on('click', ({ point }) => latest.current.press({ x: point.x, y: point.y }))
    drawn.current = map
    // The map's own watcher leaves the first size out, and so would stay small when made on a hidden page.
    const watcher = new ResizeObserver(() => map.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      drawn.current = undefined
      map.remove()
    }
  }, [shapes])

  const painted = useRef(scheme)
  useEffect(() => {
    if (painted.current === scheme) return
    painted.current = scheme
    // The theme's tokens change with the scheme; the style is made again from them.
    drawn.current?.setStyle(styleOf(shapes), { diff: false })
  }, [scheme, shapes])

  useFollow(drawn, camera)
  return <div ref={box} className="g-map__surface" />
}

/** Goes where the camera was set from outside; its own movements are already there. */
function useFollow(drawn: React.RefObject<GlMap | undefined>, camera: Camera) {
  useEffect(() => {
    const map = drawn.current
    if (!map) return
    const { lat, lng } = map.getCenter()
    const isThere =
      Math.abs(lat - camera.centre.lat) < 1e-7 &&
      Math.abs(lng - camera.centre.lon) < 1e-7 &&
      Math.abs(map.getZoom() - camera.zoom) < 1e-4
    if (!isThere) map.jumpTo({ center: camera.centre, zoom: camera.zoom })
  }, [drawn, camera])
}

function styleOf(shapes: Shapes): StyleSpecification {
  const colours = mapColours()
  return {
    version: 8,
    sources: {
      land: polygons(shapes.land),
      water: polygons(shapes.water),
      parks: polygons(shapes.parks),
      areas: polygons(shapes.areas.flatMap((area) => area.rings)),
      names: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: shapes.areas.map(({ name, centre }) => ({
            type: 'Feature',
            properties: { name },
            geometry: { type: 'Point', coordinates: [centre.lon, centre.lat] },
          })),
        },
      },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
      { id: 'parks', type: 'fill', source: 'parks', paint: { 'fill-color': colours.park } },
      { id: 'water', type: 'fill', source: 'water', paint: { 'fill-color': colours.water } },
      {
        id: 'edges',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': colours.edge, 'line-width': 1, 'line-dasharray': [3, 2], 'line-opacity': 0.7 },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'names',
        layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-font': ['system-ui', 'sans-serif'] },
        paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.2 },
      },
    ],
  }
}

function polygons(rings: readonly Ring[]): {
  type: 'geojson'
  data: Parameters<GeoJSONSource['setData']>[0]
} {
  return {
    type: 'geojson',
    data: {
      type: 'FeatureCollection',
      features: rings.map((ring) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: [ring.map(([lon = 0, lat = 0]) => [lon, lat])] },
      })),
    },
  }
}

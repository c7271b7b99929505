/**
 * A map of places: the drawn surface below, marks above it as plain buttons. Marks are the same on both
 * surfaces. The keyboard drives the list beside the map; marks only answer to pointers.
 */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Point } from '#kernel/contract/geo.ts'
import { useScheme } from '../frame.tsx'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.tsx'
import { type Camera, cameraOn, clampZoom, type Pixel, project, unproject } from './camera.ts'
import { clusterMarks } from './cluster.ts'
import './map.css'
import type { Shapes } from './shapes.ts'
import { SvgSurface } from './svg-surface.tsx'

const GlSurface = lazy(() => import('./gl-surface.tsx').then((m) => ({ default: m.GlSurface })))

export interface Pin {
  id: string
  title: string
  point: Point
  icon?: string | undefined
  colour?: string | undefined
}

interface MapViewProps {
  shapes: Shapes
  pins: readonly Pin[]
  home?: Point | undefined
  /** What to show when there is nothing to fit. */
  around: Point
  selected?: string | undefined
  hovered?: string | undefined
  select?: ((id: string) => void) | undefined
  hover?: ((id: string | undefined) => void) | undefined
  /** Choosing a point: the press is reported instead of ignored. */
  pick?: ((point: Point) => void) | undefined
}

export function MapView(props: MapViewProps) {
  const { shapes, pins, home, around, selected, select, pick } = props
  const { t } = useWords()
  const scheme = useScheme()
  const box = useRef<HTMLDivElement>(null)
  const [camera, setCamera] = useState<Camera>()
  const size = useSize(box)
  const wanted = useMemo(() => [...pins.map((pin) => pin.point), ...(home ? [home] : [])], [pins, home])

  const showAll = useCallback(() => {
    if (size) setCamera(cameraOn(wanted, size) ?? cameraOn([around], size, 10))
  }, [wanted, around, size])
  useEffect(showAll, [showAll])

  const chosen = pins.find((pin) => pin.id === selected)?.point
  useEffect(() => {
    // The chosen place together with the house: how to get from one to the other is the question.
    if (chosen && size) setCamera(cameraOn(home ? [chosen, home] : [chosen], size))
  }, [chosen, home, size])

  const press = useCallback((at: Pixel) => camera && pick?.(unproject(camera, at)), [camera, pick])
  const zoom = (by: number) => setCamera((now) => now && { ...now, zoom: clampZoom(now.zoom + by) })
  const surface = camera && { shapes, camera, look: setCamera, press, scheme }

  return (
    <section
      ref={box}
      className={pick ? 'g-map g-map--pick' : 'g-map'}
      aria-label={pick ? t('map-pick') : t('map-label')}
    >
      {surface &&
        (hasWebGl() ? (
          <Suspense fallback={<SvgSurface {...surface} />}>
            <GlSurface {...surface} />
          </Suspense>
        ) : (
          <SvgSurface {...surface} />
        ))}
      {camera && (
        <Marks
          {...props}
          camera={camera}
          open={(points) => size && setCamera(cameraOn(points, size, 17))}
          select={select}
        />
      )}
      <div className="g-map__buttons">
        <button type="button" aria-label={t('map-zoom-in')} onClick={() => zoom(1)}>
          +
        </button>
        <button type="button" aria-label={t('map-zoom-out')} onClick={() => zoom(-1)}>
          −
        </button>
        {wanted.length > 1 && (
          <button type="button" aria-label={t('map-show-all')} onClick={showAll}>
            ⤢
          </button>
        )}
      </div>
      <a className="g-map__credit" href="https://www.openstreetmap.org/copyright" rel="noreferrer">
        {t('map-attribution')}
      </a>
    </section>
  )
}

interface MarksProps extends MapViewProps {
  camera: Camera
  open: (points: Point[]) => void
}

function Marks({ pins, home, camera, selected, hovered, select, hover, open }: MarksProps) {
  const { t } = useWords()
  const byId = useMemo(() => new Map(pins.map((pin) => [pin.id, pin])), [pins])
  const apart = new Set([selected, hovered].filter((id) => id !== undefined))
  const clusters = clusterMarks(seen(pins, camera), 44, apart)
  const homeAt = home && project(camera, home)

  return (
    <div className="g-map__marks">
      {homeAt && (
        <span
          className="g-map__home"
          style={{ transform: place(homeAt) }}
          role="img"
          aria-label={t('map-home')}
        >
          <Icon name="home" size={20} />
        </span>
      )}
      {clusters.map(({ ids, at }) => {
        const pin = byId.get(ids[0] ?? '')
        if (!pin) return null
        if (ids.length > 1) {
          const points = ids.map((id) => byId.get(id)?.point).filter((p) => p !== undefined)
          return (
            <button
              key={`c${pin.id}`}
              type="button"
              tabIndex={-1}
              className="g-map__cluster"
              style={{ transform: place(at) }}
              aria-label={t('map-cluster', { n: ids.length })}
              onClick={() => open(points)}
            >
              {ids.length}
            </button>
          )
        }
        const isLit = pin.id === selected || pin.id === hovered
        return (
          <button
            key={pin.id}
            type="button"
            tabIndex={-1}
            className={isLit ? 'g-map__pin g-map__pin--lit' : 'g-map__pin'}
            style={{ transform: place(at), ...(pin.colour && !isLit && { borderColor: pin.colour }) }}
            aria-label={pin.title}
            title={pin.title}
            onClick={() => select?.(pin.id)}
            onMouseEnter={() => hover?.(pin.id)}
            onMouseLeave={() => hover?.(undefined)}
          >
            <Icon name={pin.icon ?? 'place'} size={20} />
          </button>
        )
      })}
    </div>
  )
}

const place = ({ x, y }: Pixel) => `translate(${x}px, ${y}px) translate(-50%, -50%)`

/** Marks a little beyond the frame are kept, so that they do not pop while the map moves. */
function seen(pins: readonly Pin[], camera: Camera) {
  const edge = 60
  return pins
    .map((pin) => ({ id: pin.id, at: project(camera, pin.point) }))
    .filter(
      ({ at }) => at.x > -edge && at.y > -edge && at.x < camera.width + edge && at.y < camera.height + edge,
    )
}

function useSize(box: React.RefObject<HTMLElement | null>) {
  const [size, setSize] = useState<{ width: number; height: number }>()
  useEffect(() => {
    if (!box.current) return
    const watcher = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {}
      if (width > 0 && height > 0) setSize({ width, height })
    })
    watcher.observe(box.current)
    return () => watcher.disconnect()
  }, [box])
  return size
}

let webGl: boolean | undefined
function hasWebGl(): boolean {
  webGl ??= document.createElement('canvas').getContext('webgl2') !== null
  return webGl
}

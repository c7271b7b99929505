/** The map without WebGL: the schematic outline as SVG, moved by pointer and wheel. */
import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { type Camera, moveBy, type Pixel, project, toWorld, worldPx, zoomAround } from './camera.ts'
import type { Ring, Shapes } from './shapes.ts'

export interface SurfaceProps {
  shapes: Shapes
  camera: Camera
  look: (camera: Camera) => void
  press: (at: Pixel) => void
  scheme: 'light' | 'dark'
}

/** World units are tiny; drawing them a million times larger keeps SVG numbers precise. */
const scale = 1_000_000

export function SvgSurface({ shapes, camera, look, press }: SurfaceProps) {
  const ref = useRef<SVGSVGElement>(null)
  const drag = useDrag(camera, look, press)
  useWheel(ref, camera, look)
  const paths = useMemo(
    () => ({
      land: pathOf(shapes.land),
      water: pathOf(shapes.water),
      parks: pathOf(shapes.parks),
      areas: shapes.areas.map((area) => ({ id: area.id, d: pathOf(area.rings) })),
    }),
    [shapes],
  )

  const px = worldPx(camera.zoom)
  const centre = toWorld(camera.centre)
  const size = { w: (camera.width / px) * scale, h: (camera.height / px) * scale }
  const viewBox = `${centre.x * scale - size.w / 2} ${centre.y * scale - size.h / 2} ${size.w} ${size.h}`

  return (
    <div className="g-map__surface" {...drag}>
      <svg
        ref={ref}
        aria-hidden="true"
        width="100%"
        height="100%"
        viewBox={viewBox}
        preserveAspectRatio="none"
      >
        <path className="g-map__land" d={paths.land} />
        <path className="g-map__park" d={paths.parks} />
        <path className="g-map__water" d={paths.water} />
        {paths.areas.map((area) => (
          <path key={area.id} className="g-map__edge" d={area.d} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      {shapes.areas.map((area) => {
        const { x, y } = project(camera, area.centre)
        const isSeen = x > 0 && y > 0 && x < camera.width && y < camera.height
        return isSeen ? (
          <span
            key={area.id}
            aria-hidden="true"
            className="g-map__label"
            style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
          >
            {area.name}
          </span>
        ) : null
      })}
    </div>
  )
}

function pathOf(rings: readonly Ring[]): string {
  return rings
    .map((ring) => {
      const points = ring.map(([lon = 0, lat = 0]) => toWorld({ lat, lon }))
      return `M${points.map(({ x, y }) => `${(x * scale).toFixed(2)} ${(y * scale).toFixed(2)}`).join('L')}Z`
    })
    .join('')
}

function useDrag(camera: Camera, look: (camera: Camera) => void, press: (at: Pixel) => void) {
  const grip = useRef<{ camera: Camera; x: number; y: number; hasMoved: boolean } | undefined>(undefined)
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      event.currentTarget.setPointerCapture(event.pointerId)
      grip.current = { camera, x: event.clientX, y: event.clientY, hasMoved: false }
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const held = grip.current
      if (!held) return
      const by = { x: held.x - event.clientX, y: held.y - event.clientY }
      if (Math.hypot(by.x, by.y) > 4) held.hasMoved = true
      if (held.hasMoved) look(moveBy(held.camera, by))
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>) {
      const box = event.currentTarget.getBoundingClientRect()
      if (grip.current && !grip.current.hasMoved)
        press({ x: event.clientX - box.left, y: event.clientY - box.top })
      grip.current = undefined
    },
    onPointerCancel() {
      grip.current = undefined
    },
  }
}

/** React's wheel listener is passive and could not keep the page still. */
function useWheel(
  ref: React.RefObject<SVGSVGElement | null>,
  camera: Camera,
  look: (camera: Camera) => void,
) {
  useEffect(() => {
    const surface = ref.current
    if (!surface) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = surface.getBoundingClientRect()
      look(
        zoomAround(camera, { x: event.clientX - box.left, y: event.clientY - box.top }, -event.deltaY / 400),
      )
    }
    surface.addEventListener('wheel', onWheel, { passive: false })
    return () => surface.removeEventListener('wheel', onWheel)
  }, [ref, camera, look])
}

import type { Point } from '#kernel/contract/geo.ts'
import { MapView } from '#kernel/web/map/map-view.tsx'
import { Loaded } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { useShapes } from './use-shapes.ts'

/** A map that answers a press with a point. For those who cannot use it, the address field stands above. */
export function PointMap({ choose }: { choose: (point: Point) => void }) {
  const { t } = useWords()
  const read = useShapes()
  return (
    <div className="g-map-box">
      <Loaded read={read} what={t('map-loading')}>
        {({ shapes, centre }) => <MapView shapes={shapes} pins={[]} around={centre} pick={choose} />}
      </Loaded>
    </div>
  )
}

/** The map of the region: its schematic outline under the places of a list. Fetched when first shown. */
import { lazy, Suspense } from 'react'
import { Waiting } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CityMapProps } from './drawn-map.tsx'
import './geo.css'

const DrawnMap = lazy(() => import('./drawn-map.tsx').then((m) => ({ default: m.DrawnMap })))

export function CityMap(props: CityMapProps) {
  const { t } = useWords()
  return (
    <Suspense fallback={<Waiting what={t('map-loading')} lines={5} />}>
      <DrawnMap {...props} />
    </Suspense>
  )
}

import { lazy, Suspense, useState } from 'react'
import type { Point } from '#kernel/contract/geo.ts'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { Waiting } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { HousePicker } from './house-picker.tsx'
import { locate } from './locate.ts'

const PointMap = lazy(() => import('./point-map.tsx').then((m) => ({ default: m.PointMap })))

interface PointPickerProps {
  label: string
  choose: (point: Point) => void
}

/** A point: from the device, from the map, or the point of an address. */
export function PointPicker({ label, choose }: PointPickerProps) {
  const { t } = useWords()
  const [way, setWay] = useState<'map' | 'address'>()
  const [note, setNote] = useState<string>()
  const fromDevice = async () => {
    const here = await locate()
    if (here.kind === 'found') choose(here.point)
    else setNote(t(`geo-locate-${here.kind}`))
  }
  return (
    <fieldset className="g-stack g-fieldset">
      <legend className="g-hidden">{label}</legend>
      <div className="g-row">
        <button type="button" className="g-chip" onClick={() => void fromDevice()}>
          <Icon name="compass" size={20} />
          {t('geo-locate')}
        </button>
        <button type="button" className="g-chip" aria-expanded={way === 'map'} onClick={() => setWay('map')}>
          <Icon name="map" size={20} />
          {t('geo-on-map')}
        </button>
        <button
          type="button"
          className="g-chip"
          aria-expanded={way === 'address'}
          onClick={() => setWay('address')}
        >
          <Icon name="home" size={20} />
          {t('geo-by-address')}
        </button>
      </div>
      {note && <p role="alert">{note}</p>}
      {way === 'map' && (
        <Suspense fallback={<Waiting what={t('map-loading')} />}>
          <PointMap choose={choose} />
        </Suspense>
      )}
      {way === 'address' && <HousePicker label={label} isLabelHidden choose={({ geo }) => choose(geo)} />}
    </fieldset>
  )
}

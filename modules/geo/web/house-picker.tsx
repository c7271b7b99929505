/** A house by its address, by the device, or by a press on the map: three ways to one answer. */
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import type { Point } from '#kernel/contract/geo.ts'
import { ask, type Problem } from '#kernel/web/client.ts'
import { useRegionFacts } from '#kernel/web/region.ts'
import { Combobox } from '#kernel/web/ui/combobox.tsx'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { ErrorState, Waiting } from '#kernel/web/ui/states.tsx'
import { toProblem, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { type Translate, useWords } from '#kernel/web/words.tsx'
import { type House, nearestBuilding, type Suggestion, suggestAddress, toHouse } from '../contract.ts'
import { locate } from './locate.ts'
import './geo.css'

const PointMap = lazy(() => import('./point-map.tsx').then((m) => ({ default: m.PointMap })))

interface HousePickerProps {
  label: string
  isLabelHidden?: boolean
  choose: (house: House) => void
}

export function HousePicker({ label, isLabelHidden = false, choose }: HousePickerProps) {
  const { t } = useWords()
  const { example } = useRegionFacts()
  const [text, setText] = useState('')
  const [isMapOpen, setMapOpen] = useState(false)
  const finding = useFinding(choose)
  const { items, note, isBusy } = useSuggestions(text)

  return (
    <div className="g-stack">
      <Combobox
        label={label}
        isLabelHidden={isLabelHidden}
        hint={example ? t('geo-address-example', { example }) : t('geo-address-hint')}
        value={text}
        change={setText}
        suggestions={items.map((one) => toSuggestion(one, t))}
        note={note}
        isBusy={isBusy}
        choose={(id) => {
          const found = items.find((one) => idOf(one) === id)
          if (!found) return
          // A street alone is not a house yet: it stays in the field, and its houses are suggested.
          setText(found.kind === 'street' ? found.insert : found.text)
          if (found.kind === 'building') choose(toHouse(found.building))
        }}
      />
      <div className="g-row">
        <button type="button" className="g-chip" onClick={finding.byDevice} disabled={finding.isBusy}>
          <Icon name="compass" size={20} />
          {t('geo-locate')}
        </button>
        <button
          type="button"
          className="g-chip"
          aria-expanded={isMapOpen}
          onClick={() => setMapOpen(!isMapOpen)}
        >
          <Icon name="map" size={20} />
          {t('geo-on-map')}
        </button>
      </div>
      {isMapOpen && (
        <Suspense fallback={<Waiting what={t('map-loading')} />}>
          <p className="g-quiet g-small">{t('geo-press-map')}</p>
          <PointMap choose={finding.byPoint} />
        </Suspense>
      )}
      <div role="status" className={finding.isBusy ? 'g-quiet g-small' : 'g-hidden'}>
        {finding.isBusy && t('geo-finding')}
      </div>
      {finding.note && <p role="alert">{t(finding.note)}</p>}
      {finding.problem && <ErrorState problem={finding.problem} />}
    </div>
  )
}

function useSuggestions(text: string) {
  const { t } = useWords()
  const asked = useDeferredValue(text.trim())
  const isAsked = asked.length >= 2
  const read = useEndpoint(suggestAddress, isAsked ? { text: asked, limit: 8 } : undefined, {
    keepsPrevious: true,
  })
  const items = isAsked ? (read.data?.items ?? []) : []
  const isNothing = isAsked && !read.isLoading && !read.problem && items.length === 0
  return {
    items,
    isBusy: read.isLoading,
    note: read.problem
      ? read.problem.title || t('error-offline')
      : isNothing
        ? t('geo-no-address')
        : undefined,
  }
}

const idOf = (one: Suggestion): string => (one.kind === 'building' ? one.building.id : `street ${one.text}`)

function toSuggestion(one: Suggestion, t: Translate) {
  const note =
    one.kind === 'street'
      ? t('geo-street-houses', { n: one.houses })
      : one.isExact
        ? undefined
        : t('geo-neighbour')
  return { id: idOf(one), title: one.text, text: note }
}

function useFinding(choose: (house: House) => void) {
  const [state, setState] = useState<{ isBusy: boolean; note?: string; problem?: Problem }>({ isBusy: false })

  const run = async (find: () => Promise<House | string>) => {
    setState({ isBusy: true })
    try {
      const found = await find()
      setState(typeof found === 'string' ? { isBusy: false, note: found } : { isBusy: false })
      if (typeof found !== 'string') choose(found)
    } catch (error) {
      setState({ isBusy: false, problem: toProblem(error) })
    }
  }
  const nearest = async (point: Point) => toHouse((await ask(nearestBuilding, point)).building)

  return {
    ...state,
    byPoint: (point: Point) => void run(() => nearest(point)),
    byDevice: () =>
      void run(async () => {
        const here = await locate()
        return here.kind === 'found' ? nearest(here.point) : `geo-locate-${here.kind}`
      }),
  }
}

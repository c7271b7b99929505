/**
 * A list and a map of the same places, linked both ways: hover, focus and choice. Side by side on a
 * desktop; on a phone one at a time. What is searched, chosen and shown stands in the address.
 */
import { SegmentedControl } from '@vkontakte/vkui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Point } from '#kernel/contract/geo.ts'
import { distanceText } from '../format.ts'
import { useSettings } from '../settings.ts'
import { Chips } from '../ui/chips.tsx'
import { Icon } from '../ui/icon.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useAddressPart } from '../use-address.ts'
import { useWords } from '../words.tsx'
import { filterPlaces, type Place, reaches } from './place.ts'
import './places.css'

interface PlacesProps {
  places: readonly Place[]
  label: string
  /** Draws the map; given by a module that knows the region's outline. Absent: a list alone. */
  map?: ((part: PlacesMap) => ReactNode) | undefined
  home?: Point | undefined
  /** Opens with the map on a phone. */
  isMapFirst?: boolean
  pageSize?: number
  /** Without search and reach: a short list that is an answer by itself. */
  isPlain?: boolean
}

/** What the list tells the map. */
export interface PlacesMap {
  places: readonly Place[]
  home: Point | undefined
  selected: string | undefined
  hovered: string | undefined
  select: (id: string) => void
  hover: (id: string | undefined) => void
}

export function Places({
  places,
  label,
  map,
  home,
  isMapFirst = false,
  pageSize = 20,
  isPlain = false,
}: PlacesProps) {
  const { t, lang } = useWords()
  const { isSimple } = useSettings()
  const [text, setText] = useAddressPart('q')
  const [within, setWithin] = useAddressPart('within')
  const [view, setView] = useAddressPart('view')
  const [selected, select] = useAddressPart('at')
  const [hovered, hover] = useState<string>()
  const [count, setCount] = useState(pageSize)

  const found = filterPlaces(places, { text, withinM: within ? Number(within) : undefined })
  const hasMap = map !== undefined && places.some((place) => place.point)
  const isMapShown = hasMap && (view ? view === 'map' : isMapFirst && !isSimple)
  const shown = found.slice(0, Math.max(count, found.findIndex((place) => place.id === selected) + 1))
  const steps = isPlain ? [] : reaches(places)

  return (
    <div
      className={
        hasMap ? `g-places g-places--map g-places--${isMapShown ? 'on-map' : 'on-list'}` : 'g-places'
      }
    >
      <div className="g-places__tools">
        {!isPlain && places.length > 7 && (
          <input
            type="search"
            className="g-input"
            aria-label={t('places-search')}
            placeholder={t('places-search')}
            value={text ?? ''}
            onChange={(event) => setText(event.target.value || undefined)}
          />
        )}
        {steps.length > 0 && (
          <Chips
            label={t('places-within')}
            chips={steps.map((m) => ({
              id: String(m),
              label: t('places-up-to', { distance: distanceText(m, lang) }),
            }))}
            chosen={within ? [within] : []}
            toggle={(m) => setWithin(m === within ? undefined : m)}
          />
        )}
        {hasMap && (
          <div className="g-places__switch">
            <SegmentedControl
              aria-label={t('places-view')}
              value={isMapShown ? 'map' : 'list'}
              onChange={(next) => setView(String(next))}
              options={[
                { label: t('places-list'), value: 'list' },
                { label: t('places-map'), value: 'map' },
              ]}
            />
          </div>
        )}
      </div>
      <div className="g-places__list">
        <p className="g-hidden" role="status">
          {t('places-found', { n: found.length })}
        </p>
        {found.length === 0 ? (
          <EmptyState title={t('places-none')}>{t('places-none-next')}</EmptyState>
        ) : (
          <ul className="g-plain-list" aria-label={label}>
            {shown.map((place) => (
              <PlaceRow
                key={place.id}
                place={place}
                isSelected={place.id === selected}
                isHovered={place.id === hovered}
                canSelect={hasMap && place.point !== undefined}
                select={() => select(place.id === selected ? undefined : place.id)}
                hover={hover}
              />
            ))}
          </ul>
        )}
        {found.length > shown.length && (
          <button type="button" className="g-chip" onClick={() => setCount(count + pageSize)}>
            {t('show-more', { n: Math.min(pageSize, found.length - shown.length) })}
          </button>
        )}
      </div>
      {hasMap && (
        <div className="g-places__map">{map({ places: found, home, selected, hovered, select, hover })}</div>
      )}
    </div>
  )
}

interface PlaceRowProps {
  place: Place
  isSelected: boolean
  isHovered: boolean
  canSelect: boolean
  select: () => void
  hover: (id: string | undefined) => void
}

function PlaceRow({ place, isSelected, isHovered, canSelect, select, hover }: PlaceRowProps) {
  const { t, lang } = useWords()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])

  const words = (
    <>
      {place.image ? (
        <img className="g-place__image" src={place.image} alt="" loading="lazy" />
      ) : (
        <Icon name={place.icon ?? 'place'} />
      )}
      <span className="g-place__words">
        <span className="g-place__title">{place.title}</span>
        {place.text && <span className="g-quiet g-small g-place__text">{place.text}</span>}
      </span>
      {place.distanceM !== undefined && (
        <span className="g-place__far">{distanceText(place.distanceM, lang)}</span>
      )}
    </>
  )
  return (
    <li
      ref={row}
      className={`g-place${isSelected || isHovered ? ' g-place--lit' : ''}`}
      onMouseEnter={() => hover(place.id)}
      onMouseLeave={() => hover(undefined)}
    >
      {canSelect ? (
        <button
          type="button"
          className="g-place__main"
          aria-pressed={isSelected}
          onClick={select}
          onFocus={() => hover(place.id)}
          onBlur={() => hover(undefined)}
        >
          {words}
        </button>
      ) : (
        <div className="g-place__main">{words}</div>
      )}
      {(place.phone || place.link) && (
        <div className="g-place__ways">
          {place.phone && (
            <a className="g-place__link" href={`tel:${place.phone.replaceAll(/[^+\d]/g, '')}`}>
              {place.phone}
              <span className="g-hidden">: {place.title}</span>
            </a>
          )}
          {place.link && (
            <a className="g-place__link" href={place.link} rel="noreferrer">
              {t('places-more')}
              <span className="g-hidden">: {place.title}</span>
            </a>
          )}
        </div>
      )}
    </li>
  )
}

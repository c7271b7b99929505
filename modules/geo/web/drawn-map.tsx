import { useMemo } from 'react'
import { MapView, type Pin } from '#kernel/web/map/map-view.tsx'
import type { PlacesMap } from '#kernel/web/map/places.tsx'
import { Loaded } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { useShapes } from './use-shapes.ts'

export type CityMapProps = Pick<PlacesMap, 'places' | 'home'> & Partial<PlacesMap>

export function DrawnMap({ places, home, selected, hovered, select, hover }: CityMapProps) {
  const { t } = useWords()
  const read = useShapes()
  const pins = useMemo(
    () =>
      places.flatMap(({ id, title, point, icon, colour }): Pin[] =>
        point ? [{ id, title, point, icon, colour }] : [],
      ),
    [places],
  )
  return (
    <Loaded read={read} what={t('map-loading')}>
      {({ shapes, centre }) => (
        <MapView
          shapes={shapes}
          pins={pins}
          home={home}
          around={centre}
          selected={selected}
          hovered={hovered}
          select={select}
          hover={hover}
        />
      )}
    </Loaded>
  )
}

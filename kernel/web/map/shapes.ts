import type { Point } from '#kernel/contract/geo.ts'

/** A closed line of [lon, lat] pairs, as in GeoJSON. */
export type Ring = readonly (readonly number[])[]

/** The schematic map that needs no network: what is land, what is water, and what it is called. */
export interface Shapes {
  land: readonly Ring[]
  water: readonly Ring[]
  parks: readonly Ring[]
  areas: readonly { id: string; name: string; rings: readonly Ring[]; centre: Point }[]
}

/** Colours come from the theme, so that dark maps are dark. */
export interface MapColours {
  land: string
  water: string
  park: string
  edge: string
  label: string
  halo: string
}

export function mapColours(): MapColours {
  const style = getComputedStyle(document.querySelector('.vkui__root, .vkuiAppRoot__host') ?? document.body)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    land: token('--g-map-land'),
    water: token('--g-map-water'),
    park: token('--g-map-park'),
    edge: token('--g-map-edge'),
    label: token('--g-map-label'),
    halo: token('--g-card'),
  }
}

import type { Point } from '#kernel/contract/geo.ts'

/** One place as lists and maps show it: at most four facts. */
export interface Place {
  id: string
  title: string
  text?: string | undefined
  point?: Point | undefined
  distanceM?: number | undefined
  icon?: string | undefined
  colour?: string | undefined
  image?: string | undefined
  link?: string | undefined
  /** Can be pressed, apart from the words. */
  phone?: string | undefined
}

const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

/** Every word of the search must occur; a reach keeps what is at most so far. */
export function filterPlaces(
  places: readonly Place[],
  by: { text?: string | undefined; withinM?: number | undefined },
): Place[] {
  const words = folded(by.text ?? '')
    .split(/\s+/)
    .filter(Boolean)
  return places.filter(({ title, text = '', distanceM }) => {
    const all = folded(`${title} ${text}`)
    return (
      words.every((word) => all.includes(word)) &&
      (by.withinM === undefined || (distanceM ?? Infinity) <= by.withinM)
    )
  })
}

/** Reaches worth offering: those that would leave some places and drop some. */
export function reaches(places: readonly Place[]): number[] {
  if (places.length < 4) return []
  return [500, 1000, 2000].filter((m) => {
    const inside = places.filter(({ distanceM }) => distanceM !== undefined && distanceM <= m).length
    return inside > 0 && inside < places.length
  })
}

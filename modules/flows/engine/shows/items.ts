/** Forms that are a heading and items: a list, a card (one item), a map, media. */
import type { ShowView } from '../../contract/view.ts'
import { originOf, type Run, show } from '../run.ts'
import { type Gathered, gather, type ShowBlock } from './show-block.ts'

/** Puts gathered items before the person, with where they are from. */
export function showItems(
  run: Run,
  kind: ShowView['kind'],
  { text, items, names }: Gathered,
  values?: number[],
): void {
  const origin = originOf(run, names)
  show(run, { kind, text, items, ...(values ? { values } : {}), ...(origin ? { origin } : {}) }, names)
  run.happened.add(items.length > 0 ? 'shown' : 'empty')
}

const plain = (form: 'list' | 'map' | 'media'): ShowBlock => ({
  form,
  show: (run, node) => {
    const gathered = gather(run, node)
    if (typeof gathered === 'string') return gathered
    showItems(run, form, gathered)
    return undefined
  },
})

export const listShow = plain('list')
export const mapShow = plain('map')
export const mediaShow = plain('media')

/** One object: the first of a list, if it is a list. */
export const cardShow: ShowBlock = {
  form: 'card',
  show: (run, node) => {
    const gathered = gather(run, node)
    if (typeof gathered === 'string') return gathered
    if (gathered.items.length === 0) return 'There is nothing to show on the card'
    showItems(run, 'card', { ...gathered, items: gathered.items.slice(0, 1) })
    return undefined
  },
}

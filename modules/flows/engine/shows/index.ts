/** The explicit list of show forms. */
import type { ShowForm } from '../../contract/flow.ts'
import { chartShow } from './chart.ts'
import { cardShow, listShow, mapShow, mediaShow } from './items.ts'
import type { ShowBlock } from './show-block.ts'
import { textShow } from './text.ts'

export const shows: Readonly<Record<ShowForm, ShowBlock>> = {
  text: textShow,
  list: listShow,
  card: cardShow,
  map: mapShow,
  media: mediaShow,
  chart: chartShow,
}

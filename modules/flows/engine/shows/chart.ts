import { evaluateHere } from '../run.ts'
import { showItems } from './items.ts'
import { gather, type ShowBlock } from './show-block.ts'

/** Items with one number each: `item.value`, else the field `value` of the element. */
export const chartShow: ShowBlock = {
  form: 'chart',
  show: (run, node) => {
    const gathered = gather(run, node)
    if (typeof gathered === 'string') return gathered
    const values: number[] = []
    for (const it of gathered.elements) {
      const value = evaluateHere(run, node.item?.value ?? 'it.value', { it })
      if (!value.ok) return value.problem.message
      if (typeof value.value !== 'number') return 'A chart needs numbers'
      values.push(value.value)
    }
    showItems(run, 'chart', gathered, values)
    return undefined
  },
}

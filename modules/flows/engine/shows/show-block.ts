/** What every form of `show` tells the engine: one file per form, one list in index.ts. */

import { Check } from 'typebox/value'
import { Point } from '#kernel/contract/geo.ts'
import { compileExpression, type Plain } from '#kernel/expression/expression.ts'
import { flowLimits, type ShowForm, type ShowNode } from '../../contract/flow.ts'
import type { Item, Said } from '../../contract/view.ts'
import { namesInWords } from '../names.ts'
import { evaluateHere, phrase, type Run } from '../run.ts'
import { toSpeech } from '../speak.ts'

export interface ShowBlock {
  readonly form: ShowForm
  /** Shows the node; a text says why that was not possible. */
  readonly show: (run: Run, node: ShowNode) => string | undefined
}

export interface Gathered {
  text: Said
  /** The elements the items were made of. */
  elements: Plain[]
  items: Item[]
  /** Everything the view was made from: its privacy and its origin. */
  names: Set<string>
}

/** Text, elements and items of a show node. */
export function gather(run: Run, node: ShowNode): Gathered | string {
  const text = node.text === undefined ? { ok: true as const, said: { text: '' } } : phrase(run, node.text)
  if (!text.ok) return text.why
  const elements = elementsOf(run, node)
  if (typeof elements === 'string') return elements
  const items: Item[] = []
  for (const it of elements) {
    const item = toItem(run, node, it)
    if (typeof item === 'string') return item
    items.push(item)
  }
  return { text: text.said, elements, items, names: namesOfShow(node) }
}

function elementsOf(run: Run, node: ShowNode): Plain[] | string {
  if (node.of === undefined) return node.item ? [null] : []
  const shown = evaluateHere(run, node.of)
  if (!shown.ok) return shown.problem.message
  if (shown.value === null) return []
  const list = Array.isArray(shown.value) ? shown.value : [shown.value]
  return list.slice(0, flowLimits.listItems)
}

function toItem(run: Run, { item = {} }: ShowNode, it: Plain): Item | string {
  const title = item.title === undefined ? defaultTitle(it) : phrase(run, item.title, { it })
  const text = item.text === undefined ? undefined : phrase(run, item.text, { it })
  if (!title.ok) return title.why
  if (text && !text.ok) return text.why
  const shown: Item = { title: title.said.text }
  if (text?.ok && text.said.text !== '') shown.text = text.said.text
  if (run.setting.lang === 'ru') {
    const said = [title.said, ...(text?.ok ? [text.said] : [])].map((part) => part.tts ?? toSpeech(part.text))
    shown.tts = said.filter((part) => part !== '').join('. ')
  }
  for (const part of ['image', 'icon', 'link'] as const) {
    const source = item[part]
    const value = source === undefined ? undefined : evaluateHere(run, source, { it })
    if (value && !value.ok) return value.problem.message
    if (typeof value?.value === 'string' && value.value !== '') shown[part] = value.value
  }
  return withPlace(run, shown, item.geo, it)
}

function withPlace(run: Run, shown: Item, geo: string | undefined, it: Plain): Item | string {
  const value = geo === undefined ? undefined : evaluateHere(run, geo, { it })
  if (value && !value.ok) return value.problem.message
  if (value?.ok && Check(Point, value.value)) shown.geo = { lat: value.value.lat, lon: value.value.lon }
  const distance = typeof it === 'object' && it !== null && !Array.isArray(it) ? it['distance_m'] : undefined
  if (typeof distance === 'number') shown.distanceM = distance
  return shown
}

function defaultTitle(it: Plain): { ok: true; said: Said } | { ok: false; why: string } {
  if (typeof it === 'string' || typeof it === 'number') return { ok: true, said: { text: String(it) } }
  const name = typeof it === 'object' && it !== null && !Array.isArray(it) ? it['name'] : undefined
  return typeof name === 'string'
    ? { ok: true, said: { text: name } }
    : { ok: false, why: 'An item has no title' }
}

/** Names a show node reads, in all languages. */
export function namesOfShow(node: ShowNode): Set<string> {
  const names = new Set(namesInWords(node.text))
  const { title, text, ...expressions } = node.item ?? {}
  for (const name of [...namesInWords(title), ...namesInWords(text)]) names.add(name)
  for (const source of [node.of, ...Object.values(expressions)]) {
    const compiled = source === undefined ? undefined : compileExpression(source)
    if (compiled?.ok) for (const name of compiled.expression.names) names.add(name)
  }
  names.delete('it')
  return names
}

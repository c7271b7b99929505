/** Every text and every expression of a flow with its place: the publish gate looks at each of them. */
import type { FlowDocument, FlowNode, Next, Words } from '../../contract/flow.ts'

export interface WordsPlace {
  readonly pointer: string
  readonly words: Words
  /** The node it belongs to; absent for titles and handlers. */
  readonly node?: string
  /** A spoken or shown text, or a label of an option. */
  readonly role: 'title' | 'text' | 'label' | 'item'
  /** Expression of the list whose element is `it` here. */
  readonly itOf?: string
}

export interface ExpressionPlace {
  readonly pointer: string
  readonly text: string
  readonly node: string
  /** A condition must be true or false. */
  readonly condition: boolean
  readonly itOf?: string
}

const nodePointer = (id: string) => `/nodes/${id}`

/** All texts. */
export function wordsOf(flow: FlowDocument): WordsPlace[] {
  const places: WordsPlace[] = [{ pointer: '/title', words: flow.title, role: 'title' }]
  for (const [name, own] of Object.entries(flow.on ?? {})) {
    if (typeof own === 'object') places.push({ pointer: `/on/${name}`, words: own, role: 'text' })
  }
  for (const [id, node] of Object.entries(flow.nodes)) {
    for (const place of wordsOfNode(node))
      places.push({ ...place, node: id, pointer: nodePointer(id) + place.pointer })
  }
  return places
}

function wordsOfNode(node: FlowNode): WordsPlace[] {
  const places: WordsPlace[] = []
  const add = (pointer: string, words: Words | undefined, role: WordsPlace['role'], itOf?: string) => {
    if (words !== undefined) places.push({ pointer, words, role, ...(itOf === undefined ? {} : { itOf }) })
  }
  if ('ask' in node) {
    add('/text', node.text, 'text')
    for (const [n, { label }] of (node.choices ?? []).entries()) add(`/choices/${n}/label`, label, 'label')
    for (const [n, { text }] of (node.valid ?? []).entries()) add(`/valid/${n}/text`, text, 'text')
    if (node.choicesFrom) add('/choicesFrom/label', node.choicesFrom.label, 'label', node.choicesFrom.of)
  }
  if ('show' in node) {
    add('/text', node.text, 'text')
    add('/item/title', node.item?.title, 'item', node.of ?? '')
    add('/item/text', node.item?.text, 'item', node.of ?? '')
  }
  if ('act' in node) {
    add('/confirm', node.confirm, 'text')
    add('/done', node.done, 'text')
  }
  return places
}

/** All expressions outside texts. */
export function expressionsOf(flow: FlowDocument): ExpressionPlace[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    expressionsOfNode(node).map((place) => ({
      ...place,
      node: id,
      pointer: nodePointer(id) + place.pointer,
    })),
  )
}

function expressionsOfNode(node: FlowNode): Omit<ExpressionPlace, 'node'>[] {
  const places: Omit<ExpressionPlace, 'node'>[] = []
  const add = (pointer: string, text: string | undefined, condition = false, itOf?: string) => {
    if (text !== undefined) places.push({ pointer, text, condition, ...(itOf === undefined ? {} : { itOf }) })
  }
  const ways = (pointer: string, next: Next | readonly { when: string }[] | undefined) => {
    if (Array.isArray(next))
      for (const [n, { when }] of next.entries()) add(`${pointer}/${n}/when`, when, true)
  }
  const mapping = (pointer: string, map: Readonly<Record<string, string>> | undefined) => {
    for (const [name, text] of Object.entries(map ?? {})) add(`${pointer}/${name}`, text)
  }
  if ('next' in node) ways('/next', node.next)
  mapping('/set', node.set)
  if ('with' in node) mapping('/with', node.with)
  if ('branch' in node) ways('/branch', node.branch)
  if ('ask' in node) {
    add('/from', node.from)
    add('/skip', node.skip, true)
    for (const [n, { when }] of (node.valid ?? []).entries()) add(`/valid/${n}/when`, when, true)
    if (node.choicesFrom) {
      add('/choicesFrom/of', node.choicesFrom.of)
      add('/choicesFrom/value', node.choicesFrom.value, false, node.choicesFrom.of)
      add('/choicesFrom/say', node.choicesFrom.say, false, node.choicesFrom.of)
    }
  }
  if ('show' in node) {
    add('/of', node.of)
    const { title: _title, text: _text, ...expressions } = node.item ?? {}
    for (const [name, text] of Object.entries(expressions)) add(`/item/${name}`, text, false, node.of ?? '')
  }
  return places
}

/** Questions about a flow document that need no state: its hash, its edges, the types and classes of its variables. */
import type {
  FlowDocument,
  FlowNode,
  NodeKind,
  PrivacyClass,
  VariableDeclaration,
  Words,
} from '../contract/flow.ts'
import { kindOf } from '../contract/flow.ts'
import type { AskType } from '../contract/view.ts'

/** JSON with sorted keys, without the layout of the editor: equal flows have equal text. */
export function canonicalJson(document: FlowDocument): string {
  const { editor: _layout, ...content } = document
  return JSON.stringify(sortKeys(content))
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, part]) => [key, sortKeys(part)]))
}

/** The version of a flow: its content, nothing else. */
export function hashFlow(document: FlowDocument, sha256: (text: string) => string): string {
  return sha256(canonicalJson(document))
}

export function requireKind(node: FlowNode): NodeKind {
  const kind = kindOf(node)
  if (!kind) throw new Error('A node of no kind: the document was not checked')
  return kind
}

/** Node ids an edge may lead to. */
export function targetsOf(next: string | readonly { next: string }[] | undefined): string[] {
  if (next === undefined) return []
  return typeof next === 'string' ? [next] : next.map((way) => way.next)
}

export function declarationOf(flow: FlowDocument, variable: string): VariableDeclaration | undefined {
  return flow.in?.[variable] ?? flow.vars?.[variable]
}

/** The type of an ask: its own, else the declared type of its variable, else text. */
export function askTypeOf(
  flow: FlowDocument,
  node: { ask: string; type?: AskType; choices?: unknown; choicesFrom?: unknown },
): AskType {
  if (node.type) return node.type
  const declared = declarationOf(flow, node.ask)?.type
  const known = declared === undefined ? undefined : declaredAsAsk[declared]
  return known ?? (node.choices || node.choicesFrom ? 'choice' : 'text')
}

const declaredAsAsk: Record<string, AskType> = {
  text: 'text',
  int: 'number',
  number: 'number',
  bool: 'bool',
  date: 'date',
  time: 'time',
  house: 'house',
  geo: 'location',
  file: 'file',
  list: 'many',
}

const personalTypes = new Set(['house', 'phone', 'email', 'photo', 'file', 'location', 'geo'])
const ranks: Record<PrivacyClass, number> = { public: 0, personal: 1, sensitive: 2 }

export const highestClass = (classes: readonly PrivacyClass[]): PrivacyClass =>
  classes.reduce<PrivacyClass>((highest, next) => (ranks[next] > ranks[highest] ? next : highest), 'public')

const classesByFlow = new WeakMap<FlowDocument, Map<string, PrivacyClass>>()

/** Privacy class of a variable: declared, else by its type, else by the type of the ask that fills it. */
export function classOf(flow: FlowDocument, variable: string): PrivacyClass {
  let classes = classesByFlow.get(flow)
  if (!classes) {
    classes = new Map()
    for (const node of Object.values(flow.nodes)) {
      if ('ask' in node && personalTypes.has(askTypeOf(flow, node))) classes.set(node.ask, 'personal')
    }
    for (const [name, declared] of Object.entries({ ...flow.vars, ...flow.in })) {
      const known = declared.class ?? (personalTypes.has(declared.type) ? 'personal' : classes.get(name))
      if (known) classes.set(name, known)
    }
    classesByFlow.set(flow, classes)
  }
  if (variable === 'me' || variable === 'chat') return 'personal'
  return classes.get(variable) ?? 'public'
}

const variablesByFlow = new WeakMap<FlowDocument, ReadonlySet<string>>()

/** All variables a flow may hold: declared, asked, and results. */
export function variablesOf(flow: FlowDocument): ReadonlySet<string> {
  const known = variablesByFlow.get(flow)
  if (known) return known
  const names = new Set([...Object.keys(flow.in ?? {}), ...Object.keys(flow.vars ?? {})])
  for (const node of Object.values(flow.nodes)) {
    if ('ask' in node) names.add(node.ask)
    if ('as' in node && node.as) names.add(node.as)
    for (const name of Object.keys(('set' in node && node.set) || {})) names.add(name)
  }
  variablesByFlow.set(flow, names)
  return names
}

/** The Russian, English and spoken forms of a string map; a plain string is the same in each. */
export function wordsIn(words: Words, lang: 'ru' | 'en', flow: FlowDocument): string {
  if (typeof words === 'string') return words
  return words[lang] ?? words[flow.lang[0] ?? 'ru'] ?? words.ru ?? words.en ?? ''
}

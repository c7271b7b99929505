/** What the publish gate knows of every name a flow may read. */
import { checkExpression, type Shape, type Shapes } from '#kernel/expression/strict.ts'
import type { FlowDocument, FlowNode } from '../../contract/flow.ts'
import type { AskType } from '../../contract/view.ts'
import { askTypeOf } from '../document.ts'

/** What a service promises: the shape of its answer and, where declared, its parameters. */
export interface ServicePromise {
  readonly result: Shape
  readonly parameters?: ReadonlySet<string>
}

/** What the gate may ask about the world. An absent function means: nothing is known, everything is forgiven. */
export interface Knowledge {
  readonly service?: (id: string) => ServicePromise | undefined
  readonly flow?: (reference: string) => FlowDocument | undefined
}

const geo: Shape = { fields: { lat: 'number', lon: 'number' } }
export const houseShape: Shape = {
  fields: { id: 'text', short: 'text', full: 'text', district: 'text', municipality: 'text', geo },
}

const byType: Record<string, Shape> = {
  text: 'text',
  int: 'number',
  number: 'number',
  bool: 'bool',
  date: 'text',
  time: 'text',
  timestamp: 'text',
  house: houseShape,
  geo,
  file: { fields: { id: 'text', name: 'text', mime: 'text' } },
  list: { list: 'any' },
}

const byAsk: Partial<Record<AskType, Shape>> = {
  text: 'text',
  number: 'number',
  bool: 'bool',
  confirm: 'bool',
  date: 'text',
  time: 'text',
  phone: 'text',
  email: 'text',
  many: { list: 'any' },
  house: houseShape,
  location: geo,
  rating: 'number',
  consent: { fields: { given: 'bool', textVersion: 'text', at: 'text' } },
}

const flags = 'push screen speech keyboard inline callback carousel geo photo links app edit form'.split(' ')
const always: Shapes = {
  me: {
    fields: {
      known: 'bool',
      homes: { list: houseShape },
      roles: { list: 'text' },
      lang: 'text',
      subs: { list: { fields: { topic: 'text', house_id: 'text' } } },
    },
  },
  caps: { fields: Object.fromEntries(flags.map((flag) => [flag, 'bool' as const])) },
  now: 'instant',
  lang: 'text',
}
const chat: Shape = { fields: { houses: { list: 'text' }, title: 'text', last_digest: 'text' } }

/** Shapes of all names of a flow: declared, asked, answered by services, computed by `set`. */
export function shapesOf(flow: FlowDocument, knowledge: Knowledge): Shapes {
  const shapes: Record<string, Shape> = { ...always, ...(flow.scope === 'chat' ? { chat } : {}) }
  for (const [name, { type }] of Object.entries({ ...flow.vars, ...flow.in }))
    shapes[name] = byType[type] ?? 'any'
  for (const node of Object.values(flow.nodes)) {
    if ('ask' in node) shapes[node.ask] ??= byAsk[askTypeOf(flow, node)] ?? choiceShape(node.choices)
    if ('as' in node && node.as) shapes[node.as] = merge(shapes[node.as], resultOf(node, knowledge))
  }
  for (const node of Object.values(flow.nodes)) {
    for (const [name, text] of Object.entries(node.set ?? {})) {
      const checked = shapes[name] === undefined ? checkExpression(text, shapes) : undefined
      if (shapes[name] === undefined) shapes[name] = checked?.ok ? checked.shape : 'any'
    }
  }
  return shapes
}

function resultOf(node: FlowNode, { service, flow }: Knowledge): Shape {
  if ('query' in node) return service?.(node.query)?.result ?? 'any'
  if ('act' in node) return service?.(node.act)?.result ?? 'any'
  return 'call' in node ? outOf(flow?.(node.call)) : 'any'
}

/** A variable that several nodes fill may have the fields of each: which one is there, the flow asks with `.?`. */
function merge(known: Shape | undefined, more: Shape): Shape {
  if (known === undefined || known === more) return more
  if (typeof known === 'string' || typeof more === 'string') return 'any'
  if ('list' in known) return 'list' in more ? { list: merge(known.list, more.list) } : 'any'
  if ('list' in more) return 'any'
  const names = new Set([...Object.keys(known.fields), ...Object.keys(more.fields)])
  const fields = [...names].map(
    (name) => [name, merge(known.fields[name], more.fields[name] ?? known.fields[name] ?? 'any')] as const,
  )
  return { fields: Object.fromEntries(fields) }
}

function choiceShape(choices: readonly { value: unknown }[] | undefined): Shape {
  const kinds = new Set((choices ?? []).map(({ value }) => typeof value))
  const [only] = kinds
  if (kinds.size !== 1) return 'any'
  return only === 'string' ? 'text' : only === 'number' ? 'number' : 'bool'
}

const outOf = (flow: FlowDocument | undefined): Shape =>
  flow
    ? {
        fields: Object.fromEntries(
          (flow.out ?? []).map((name) => [
            name,
            byType[(flow.in?.[name] ?? flow.vars?.[name])?.type ?? ''] ?? 'any',
          ]),
        ),
      }
    : 'any'

/** The shape of one element of a list expression. */
export function elementOf(text: string, shapes: Shapes): Shape {
  const checked = text === '' ? undefined : checkExpression(text, shapes)
  const shape = checked?.ok ? checked.shape : 'any'
  return typeof shape === 'object' && 'list' in shape ? shape.list : shape
}

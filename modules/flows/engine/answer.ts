/** From what a person said or pressed to a value of the open question. */
import type { Plain } from '#kernel/expression/expression.ts'
import type { AskNode } from '../contract/flow.ts'
import type { TurnInput } from '../contract/turn.ts'
import type { Said } from '../contract/view.ts'
import type { AnswerInput, Understood } from './asks/ask-block.ts'
import { asks } from './asks/index.ts'
import { matchExactly, matchLoosely } from './match.ts'
import { askContext } from './question.ts'
import { evaluateHere, nodeAt, phrase, type Run } from './run.ts'
import type { OpenField } from './state.ts'
import { parseYesNo } from './words/plain-words.ts'

const askNodeOf = (run: Run, field: OpenField): AskNode | undefined => {
  const node = nodeAt(run, field.node)
  return node && 'ask' in node ? node : undefined
}

const toOption = (value: Plain | undefined): Understood =>
  value === undefined ? { kind: 'none' } : { kind: 'value', value }

/** A typed value (press, slot, form) judged by the type of the field. */
export function acceptValue(run: Run, field: OpenField, value: Plain): Plain | undefined {
  return asks[field.type].accept(value, askContext(run, askNodeOf(run, field)), field.options)
}

/** Value, number, label or synonym; commands are tried after this and before anything looser. */
export function understandExactly(run: Run, field: OpenField, text: string): Understood {
  const match = matchExactly(text, field.options)
  if (match.kind === 'several')
    return { kind: 'several', options: match.indexes.flatMap((at) => field.options[at] ?? []) }
  return match.kind === 'one' ? chosen(run, field, match.index) : { kind: 'none' }
}

/** Option number n of a field; the one after the last ends a `many`. */
export function chosen(run: Run, field: OpenField, index: number): Understood {
  if (field.type === 'many' && index === field.options.length) return { kind: 'value', value: field.chosen }
  const option = field.options[index]
  if (!option) return { kind: 'none' }
  return field.type === 'many'
    ? { kind: 'chosen', values: [option.value] }
    : toOption(acceptValue(run, field, option.value))
}

/** Everything else: the type's own understanding, after it the looser forms of option names. */
export function understandFreely(run: Run, field: OpenField, input: AnswerInput): Understood {
  if (
    input.kind === 'phrase' &&
    field.known !== undefined &&
    parseYesNo(input.text) === true &&
    !isYesNo(field)
  ) {
    return { kind: 'value', value: field.known }
  }
  const understood = asks[field.type].understand(input, field, askContext(run, askNodeOf(run, field)))
  if (input.kind !== 'phrase' || field.options.length === 0) return understood
  if (understood.kind === 'value' || understood.kind === 'chosen' || understood.kind === 'several')
    return understood
  const match = matchLoosely(input.text, field.options)
  if (match.kind === 'several')
    return { kind: 'several', options: match.indexes.flatMap((at) => field.options[at] ?? []) }
  return match.kind === 'one' ? chosen(run, field, match.index) : understood
}

const isYesNo = ({ type }: OpenField) => type === 'bool' || type === 'confirm' || type === 'consent'

/** On a page a press of this question stands for its option, alone or in a list; anything else stays as it came. */
export function unpress(field: OpenField, key: string, value: Plain): Plain {
  if (Array.isArray(value)) return value.map((part) => unpress(field, key, part))
  if (typeof value !== 'string' || !value.startsWith(`k:${key}:`)) return value
  return field.options[Number(value.slice(key.length + 3))]?.value ?? value
}

/** A value of a form: typed, or a text to be understood. */
export function understandFormValue(run: Run, field: OpenField, value: Plain): Understood {
  const accepted = acceptValue(run, field, value)
  if (accepted !== undefined) return { kind: 'value', value: accepted }
  if (typeof value !== 'string' || value.trim() === '') return { kind: 'none' }
  const exact = understandExactly(run, field, value)
  return exact.kind === 'none' ? understandFreely(run, field, { kind: 'phrase', text: value }) : exact
}

/** The entity that a platform has already understood and that fits this field; it is used up. */
export function takeSlot(run: Run, field: OpenField, isOpen: boolean): Plain | undefined {
  const { slots } = run.state
  // A bare number belongs to an open question only: in «Лиговский 50» it is a part of the address.
  const byType = isOpen || !looseTypes.has(field.type) ? [field.type] : []
  for (const name of [field.variable, ...byType]) {
    const value = Object.hasOwn(slots, name) ? slots[name] : undefined
    if (value === undefined || value === null) continue
    delete slots[name]
    return value
  }
  return undefined
}

const looseTypes = new Set(['number', 'text', 'rating', 'bool', 'confirm', 'consent', 'choice', 'many'])

/** Why a value does not do: the first rule of `valid` that does not hold. A rule that cannot be computed holds against it. */
export function objectionTo(
  run: Run,
  node: AskNode,
  value: Plain,
): { why: string; said?: Said; names?: Set<string> } | undefined {
  for (const { when, text } of node.valid ?? []) {
    const held = evaluateHere(run, when, { [node.ask]: value })
    if (held.ok && held.value === true) continue
    const said = phrase(run, text, { [node.ask]: value })
    return said.ok ? { why: 'not valid', said: said.said, names: said.names } : { why: said.why }
  }
  return undefined
}

/** What a channel sent, as an answer; undefined for inputs that are no answers. */
export function toAnswer(input: TurnInput): AnswerInput | undefined {
  if (input.kind === 'phrase') return { kind: 'phrase', text: input.text }
  if (input.kind === 'location') return { kind: 'location', lat: input.lat, lon: input.lon }
  return input.kind === 'file'
    ? { kind: 'file', id: input.id, name: input.name, mime: input.mime }
    : undefined
}

/** Getting one typed value. Rule 2: nobody is asked for what is already known. */

import type { Plain } from '#kernel/expression/expression.ts'
import type { AskNode } from '../../contract/flow.ts'
import { acceptValue, objectionTo, takeSlot, understandFormValue } from '../answer.ts'
import { formFrom } from '../form.ts'
import { namesOf } from '../names.ts'
import { openField, openForm, openQuestion } from '../question.ts'
import { evaluateHere, fail, frameOf, nextId, type Run, type Step, setVariable, show, wait } from '../run.ts'
import type { OpenField } from '../state.ts'
import { leave, type NodeBlock, plainEdges } from './node-block.ts'

export const askNode: NodeBlock<AskNode> = {
  kind: 'ask',
  enter: (run, node, id) => {
    if (node.skip !== undefined) {
      const skipped = evaluateHere(run, node.skip)
      if (!skipped.ok) return fail(skipped.problem.message)
      if (skipped.value === true) return leave(run, node)
    }
    const opened = openField(run, id, node)
    if (!opened) return fail('The question could not be put')
    const given =
      takeGiven(run, node, opened.field) ?? (node.always ? undefined : fill(run, node, opened.field))
    if (given?.kind === 'fail') return given
    if (given?.kind === 'value') {
      setVariable(run, node.ask, given.value, given.from)
      return leave(run, node)
    }
    if (given?.kind === 'resolve') {
      return requestHouse(run, id, { text: given.text })
    }
    const known = node.always ? knownValue(run, node, opened.field) : undefined
    const again = known === undefined ? opened : openField(run, id, node, known)
    if (!again) return fail('The question could not be put')
    const form = run.setting.caps.form ? formFrom(run, node, again) : undefined
    if (form) openForm(run, form)
    else openQuestion(run, 'ask', again.field, again.text, again.names)
    return wait
  },
  edges: plainEdges,
}

type Filled =
  | { kind: 'value'; value: Plain; from: Iterable<string> }
  | { kind: 'resolve'; text: string }
  | { kind: 'fail'; why: string }

/** An answer that came with a form; what does not hold is said, and the question is asked. */
function takeGiven(run: Run, node: AskNode, field: OpenField): Filled | undefined {
  const value = Object.hasOwn(run.state.given, node.ask) ? run.state.given[node.ask] : undefined
  if (value === undefined) return undefined
  delete run.state.given[node.ask]
  const understood = understandFormValue(run, field, value)
  if (understood.kind === 'resolve' && understood.text !== undefined)
    return { kind: 'resolve', text: understood.text }
  if (understood.kind !== 'value') return undefined
  const objection = objectionTo(run, node, understood.value)
  if (!objection) return { kind: 'value', value: understood.value, from: [] }
  if (objection.said) show(run, { kind: 'text', text: objection.said }, objection.names ?? [])
  return undefined
}

/** Slots of the phrase, inputs and earlier values, `from`, the profile, in this order. */
function fill(run: Run, node: AskNode, field: OpenField): Filled | undefined {
  const slot = takeSlot(run, field, false)
  if (slot !== undefined) {
    const understood = understandFormValue(run, field, slot)
    if (understood.kind === 'resolve' && understood.text !== undefined)
      return { kind: 'resolve', text: understood.text }
    if (understood.kind === 'value' && !objectionTo(run, node, understood.value)) {
      return { kind: 'value', value: understood.value, from: [] }
    }
  }
  const earlier = holds(run, node, field, frameOf(run).vars[node.ask])
  if (earlier !== undefined) return { kind: 'value', value: earlier, from: [node.ask] }
  if (node.from !== undefined) {
    const from = evaluateHere(run, node.from)
    if (!from.ok) return { kind: 'fail', why: from.problem.message }
    const value = holds(run, node, field, from.value)
    if (value !== undefined) return { kind: 'value', value, from: namesOf(node.from) }
  }
  const { homes } = run.setting.me
  const profile =
    field.type === 'house' && homes.length === 1
      ? holds(run, node, field, field.options[0]?.value)
      : undefined
  return profile === undefined ? undefined : { kind: 'value', value: profile, from: [] }
}

function holds(run: Run, node: AskNode, field: OpenField, value: Plain | undefined): Plain | undefined {
  if (value === undefined || value === null) return undefined
  const accepted = acceptValue(run, field, value)
  return accepted === undefined || objectionTo(run, node, accepted) ? undefined : accepted
}

/** What `always` offers as the default. */
function knownValue(run: Run, node: AskNode, field: OpenField): Plain | undefined {
  const earlier = holds(run, node, field, frameOf(run).vars[node.ask])
  if (earlier !== undefined || node.from === undefined) return earlier
  const from = evaluateHere(run, node.from)
  return from.ok ? holds(run, node, field, from.value) : undefined
}

/** Asks the outside which building was meant. */
export function requestHouse(
  run: Run,
  node: string,
  place: { text?: string; geo?: { lat: number; lon: number } },
): Step {
  const request = { kind: 'house' as const, id: nextId(run), ...place }
  run.requests.push(request)
  run.state.requests.push({ id: request.id, node, request })
  run.state.status = 'waiting'
  return wait
}

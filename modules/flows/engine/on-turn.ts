/** What a person did: an answer, a press, a form, a command. */

import type { Plain } from '#kernel/expression/expression.ts'
import type { TurnInput } from '../contract/turn.ts'
import {
  chosen,
  objectionTo,
  takeSlot,
  toAnswer,
  understandExactly,
  understandFormValue,
  understandFreely,
  unpress,
} from './answer.ts'
import type { Understood } from './asks/ask-block.ts'
import { keepCheckpoint } from './checkpoint.ts'
import { runCommand, runUnknown } from './handlers.ts'
import { perform } from './nodes/act.ts'
import { requestHouse } from './nodes/ask.ts'
import { leave } from './nodes/node-block.ts'
import { narrowQuestion, repeatQuestion, sayThenRepeat } from './question.ts'
import { fail, frameOf, nodeAt, own, type Run, type Step, setVariable, show, wait } from './run.ts'
import type { OpenField, OpenQuestion } from './state.ts'
import { toJson } from './state.ts'
import { commandOf } from './words/commands.ts'
import { defaultTexts } from './words/default-texts.ts'

/** One input while the talk waits for nobody but the person. */
export function takeInput(run: Run, input: TurnInput): Step {
  const { state } = run
  if (state.status === 'new') {
    return { kind: 'next', next: frameOf(run).at }
  }
  if (input.kind === 'command') return runCommand(run, input.name)
  const { question } = state
  if (!question) {
    const command = input.kind === 'phrase' ? commandOf(input.text) : undefined
    if (command) return runCommand(run, command)
    return input.kind === 'press' ? sayThenRepeat(run, defaultTexts.oldButton) : wait
  }
  if (input.kind === 'form') return takeForm(run, question, input.values)
  const field = question.fields[0]
  if (!field) return wait
  if (input.kind === 'press') return takePress(run, question, input.key)
  if (input.kind === 'start') return repeatQuestion(run)
  return takeAnswer(run, question, field, input)
}

/** Rule 10: an old press is answered, and the open question stands. */
function takePress(run: Run, question: OpenQuestion, press: string): Step {
  const found = /^k:([0-9a-f]{8}):(\d{1,3})$/.exec(press)
  const shown = question.view.kind === 'form' ? question.view.fields.map(({ key }) => key) : [question.key]
  const at = found ? shown.indexOf(found[1] ?? '') : -1
  const field = question.fields[at]
  if (!field) return sayThenRepeat(run, defaultTexts.oldButton)
  const understood = chosen(run, field, Number(found?.[2]))
  if (question.view.kind !== 'form') return settle(run, question, field, understood)
  if (understood.kind === 'value') return takeForm(run, question, { [field.variable]: understood.value })
  return repeatQuestion(run)
}

/** Slots, exact names, commands, then everything looser: «назад» is a command unless an option is called so. */
function takeAnswer(run: Run, question: OpenQuestion, field: OpenField, input: TurnInput): Step {
  const slot = takeSlot(run, field, true)
  if (slot !== undefined) {
    const understood = understandFormValue(run, field, slot)
    if (understood.kind !== 'none') return settle(run, question, field, understood)
  }
  const answer = toAnswer(input)
  if (!answer) return wrongAnswer(run, question)
  if (answer.kind === 'phrase') {
    const exact = understandExactly(run, field, answer.text)
    if (exact.kind !== 'none') return settle(run, question, field, exact)
    const command = commandOf(answer.text)
    if (command) return runCommand(run, command)
  }
  return settle(run, question, field, understandFreely(run, field, answer))
}

function settle(run: Run, question: OpenQuestion, field: OpenField, understood: Understood): Step {
  switch (understood.kind) {
    case 'value':
      return question.kind === 'confirm'
        ? confirm(run, field, understood.value)
        : acceptAnswer(run, question, field, understood.value)
    case 'several':
      return narrowQuestion(run, field, understood.options, own(run, defaultTexts.several))
    case 'resolve':
      return requestHouse(run, field.node, placeOf(understood))
    case 'chosen':
      return choose(run, field, understood.values)
    case 'none':
      return wrongAnswer(run, question)
  }
}

const placeOf = ({ text, geo }: Extract<Understood, { kind: 'resolve' }>) => ({
  ...(text === undefined ? {} : { text }),
  ...(geo === undefined ? {} : { geo }),
})

/** Part of a `many`: what is chosen so far is said, and the question stays. */
function choose(run: Run, field: OpenField, values: Plain[]): Step {
  field.chosen = [...new Set([...field.chosen, ...values])]
  const labels = field.options.filter(({ value }) => field.chosen.includes(value)).map(({ label }) => label)
  run.views.push({
    kind: 'text',
    text: { text: `${own(run, defaultTexts.chosen).text}: ${labels.join(', ')}` },
  })
  return repeatQuestion(run)
}

/** A value for the open question, from the person or from a resolved address. */
export function acceptAnswer(run: Run, question: OpenQuestion, field: OpenField, value: Plain): Step {
  const node = nodeAt(run, field.node)
  if (!node || !('ask' in node)) return fail('The question is gone')
  const objection = objectionTo(run, node, value)
  if (objection) {
    if (objection.said) show(run, { kind: 'text', text: objection.said }, objection.names ?? [])
    return wrongAnswer(run, question, true)
  }
  keepCheckpoint(run)
  delete run.state.question
  frameOf(run).at = field.node
  setVariable(run, field.variable, value)
  return leave(run, node)
}

function confirm(run: Run, field: OpenField, value: Plain): Step {
  const node = nodeAt(run, field.node)
  delete run.state.question
  if (value === true && node && 'act' in node) return perform(run, node, field.node)
  run.happened.add('refused')
  run.views.push({ kind: 'text', text: own(run, defaultTexts.declined) })
  run.state.status = 'done'
  return wait
}

/** The question repeats `retries` times, then the node fails. */
export function wrongAnswer(run: Run, question: OpenQuestion, wasSaid = false): Step {
  const id = question.fields[0]?.node ?? ''
  const node = nodeAt(run, id)
  const retries = node && 'ask' in node ? (node.retries ?? 2) : 2
  question.wrongAnswers += 1
  if (question.wrongAnswers > retries) {
    delete run.state.question
    frameOf(run).at = id
    return fail('No answer was understood')
  }
  return wasSaid ? repeatQuestion(run) : runUnknown(run)
}

const givenTo = (values: Readonly<Record<string, unknown>>, field: OpenField, key: string): Plain =>
  Object.hasOwn(values, field.variable) ? unpress(field, key, toJson(values[field.variable])) : null

/** All answers of a page in one turn: each ask takes its own when it is reached. */
function takeForm(run: Run, question: OpenQuestion, values: Readonly<Record<string, unknown>>): Step {
  const [first] = question.fields
  if (!first) return wait
  if (question.kind === 'confirm') {
    const answer = values[first.variable] ?? values['confirm']
    return typeof answer === 'boolean' ? confirm(run, first, answer) : wrongAnswer(run, question)
  }
  if (question.fields.length === 1) {
    const value = givenTo(values, first, question.key)
    return settle(
      run,
      question,
      first,
      value === null ? { kind: 'none' } : understandFormValue(run, first, value),
    )
  }
  const given: Record<string, Plain> = {}
  const keys = question.view.kind === 'form' ? question.view.fields.map(({ key }) => key) : []
  for (const [at, field] of question.fields.entries()) {
    const value = givenTo(values, field, keys[at] ?? question.key)
    if (value !== null && value !== '') given[field.variable] = value
  }
  if (Object.keys(given).length === 0) return wrongAnswer(run, question)
  keepCheckpoint(run)
  delete run.state.question
  run.state.given = given
  return { kind: 'next', next: first.node }
}

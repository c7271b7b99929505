/** What the outside answered: results of queries and acts, buildings behind an address. */
import { Check } from 'typebox/value'
import type { AskNode } from '../contract/flow.ts'
import { House } from '../contract/turn.ts'
import { askTypeOf } from './document.ts'
import { drive } from './drive.ts'
import { handoverNode, phoneInstead } from './human.ts'
import { actAnswered } from './nodes/act.ts'
import { queryAnswered } from './nodes/query.ts'
import { acceptAnswer, wrongAnswer } from './on-turn.ts'
import { narrowQuestion, openField, openQuestion, repeatQuestion } from './question.ts'
import { fail, flowOf, frameOf, nodeAt, own, type Run, type Step, tell, wait } from './run.ts'
import { type OpenOption, type OpenQuestion, type OpenRequest, toJson } from './state.ts'
import { defaultTexts } from './words/default-texts.ts'

const maxCandidates = 8

/** Takes all answers whose turn has come: those of one chain go into the talk in the order of its nodes. */
export function takeAnswers(run: Run): void {
  const { state } = run
  for (;;) {
    const [first, ...others] = state.requests
    if (!first?.answer) return
    state.requests = others
    state.status = 'asking'
    const step = stepAfter(run, first)
    const next = state.requests[0]
    const isChained = next !== undefined && step.kind === 'next' && step.next === next.node
    if (!isChained) {
      // A failure leads elsewhere: what else was asked for is no longer wanted.
      state.requests = []
      drive(run, step)
      return
    }
    state.work.nodes += 1
    run.path.push(next.node)
    frameOf(run).at = next.node
    state.status = 'waiting'
  }
}

/** The step that an answer leads to. */
function stepAfter(run: Run, answered: OpenRequest): Step {
  if (answered.node === handoverNode) return handedOver(run, answered)
  const node = nodeAt(run, answered.node)
  if (answered.request.kind === 'house') {
    return node && 'ask' in node ? houseAnswered(run, answered, node) : fail('The question is gone')
  }
  if (node && 'query' in node) return queryAnswered(run, node, answered)
  return node && 'act' in node ? actAnswered(run, node, answered) : fail('The node is gone')
}

function handedOver(run: Run, { answer }: OpenRequest): Step {
  if (answer?.ok) tell(run, defaultTexts.handedOver)
  else phoneInstead(run)
  run.state.status = run.state.question ? 'asking' : 'done'
  return repeatQuestion(run)
}

/** One building is the answer; several are asked; none is a wrong answer. */
function houseAnswered(run: Run, { answer, node: id }: OpenRequest, node: AskNode): Step {
  const found =
    answer?.ok && Array.isArray(answer.value) ? answer.value.filter((house) => Check(House, house)) : []
  const wantsPlace = askTypeOf(flowOf(run), node) === 'location'
  const options: OpenOption[] = found.slice(0, maxCandidates).map((house) => ({
    value: wantsPlace ? toJson(house.geo) : toJson(house),
    label: house.short,
    say: [house.full],
  }))
  const question = run.state.question ?? reopened(run, id, node)
  if (!question) return fail('The question could not be put')
  const [field] = question.fields
  const [only] = options
  if (!field) return wait
  if (only && options.length === 1) return acceptAnswer(run, question, field, only.value)
  if (options.length > 1) return narrowQuestion(run, field, options, own(run, defaultTexts.severalHouses))
  run.views.push({ kind: 'text', text: own(run, defaultTexts.houseNotFound) })
  return wrongAnswer(run, question, true)
}

/** The question behind an address that came unasked, in the phrase or on a form; it is shown only if needed. */
function reopened(run: Run, id: string, node: AskNode): OpenQuestion | undefined {
  const opened = openField(run, id, node)
  if (!opened) return undefined
  const said = run.views.length
  openQuestion(run, 'ask', opened.field, opened.text, opened.names)
  run.views.length = said
  return run.state.question
}

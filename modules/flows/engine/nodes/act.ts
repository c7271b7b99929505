/** Changing something, once. Rule 6: the service knows a repeated key and does nothing the second time. */
import type { ActNode } from '../../contract/flow.ts'
import type { ContinueView } from '../../contract/view.ts'
import type { FlowRequest } from '../event.ts'
import { phoneInstead } from '../human.ts'
import { openQuestion } from '../question.ts'
import {
  evaluateMap,
  fail,
  flowOf,
  nextId,
  own,
  phrase,
  type Run,
  type Step,
  setVariable,
  show,
  wait,
} from '../run.ts'
import type { OpenRequest } from '../state.ts'
import { defaultTexts } from '../words/default-texts.ts'
import { leave, type NodeBlock, plainEdges } from './node-block.ts'

export const actNode: NodeBlock<ActNode> = {
  kind: 'act',
  enter: (run, node, id) => {
    if (node.act === 'human.handover' && !run.env.human.queue) {
      phoneInstead(run)
      return leave(run, node)
    }
    if (!node.confirm) return perform(run, node, id)
    const text = phrase(run, node.confirm)
    if (!text.ok) return fail(text.why)
    const { lang } = run.setting
    const options = [
      { value: true, label: defaultTexts.yes[lang], say: [] },
      { value: false, label: defaultTexts.no[lang], say: [] },
    ]
    openQuestion(
      run,
      'confirm',
      { node: id, variable: '', type: 'confirm', options, chosen: [] },
      text.said,
      text.names,
    )
    return wait
  },
  edges: plainEdges,
}

/** Sends the act. A visit is counted for ever, so that going back and acting anew is a new act. */
export function perform(run: Run, node: ActNode, id: string): Step {
  const values = evaluateMap(run, node.with)
  if (!values) return fail('A parameter could not be computed')
  const { env, state } = run
  const place = `${flowOf(run).id}/${id}`
  const visit = (state.visits[place] ?? 0) + 1
  state.visits[place] = visit
  const request: FlowRequest = {
    kind: 'act',
    id: nextId(run),
    service: node.act,
    with: values,
    idempotencyKey: env.sha256(`${env.session}:${place}:${visit}`),
    ...(node.timeout === undefined ? {} : { timeoutMs: node.timeout }),
  }
  run.requests.push(request)
  state.requests.push({ id: request.id, node: id, request })
  state.status = 'waiting'
  return wait
}

export function actAnswered(run: Run, node: ActNode, { answer }: OpenRequest): Step {
  if (!answer?.ok) return fail('The act was refused')
  // `back` never crosses what was done.
  run.state.back = []
  run.happened.add('acted')
  if (node.as) {
    setVariable(run, node.as, answer.value)
  }
  const text = node.done ? phrase(run, node.done) : undefined
  if (text && !text.ok) return fail(text.why)
  if (node.act === 'channel.continue') {
    const value =
      typeof answer.value === 'object' && answer.value !== null && !Array.isArray(answer.value)
        ? answer.value
        : {}
    const { code, link } = value
    const view: ContinueView = {
      kind: 'continue',
      text: text?.said ?? own(run, defaultTexts.continueHere),
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof link === 'string' ? { link } : {}),
    }
    show(run, view, text?.names ?? [])
  } else if (text) show(run, { kind: 'text', text: text.said }, text.names)
  else if (node.act === 'human.handover')
    run.views.push({ kind: 'text', text: own(run, defaultTexts.handedOver) })
  return leave(run, node)
}

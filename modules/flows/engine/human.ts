/** Rule 8: a failure reaches a person, by an operator's queue or by phone. */
import { nextId, own, type Run, tell } from './run.ts'
import { defaultTexts } from './words/default-texts.ts'

/** Node id of the engine's own handover: it belongs to no flow. */
export const handoverNode = '#human'

/** Says whom to phone when no operator listens. */
export function phoneInstead(run: Run): void {
  const { phone } = run.env.human
  if (!phone) {
    tell(run, defaultTexts.noHuman)
    return
  }
  const title = own(run, phone.title).text
  run.views.push({
    kind: 'text',
    text: { text: `${own(run, defaultTexts.phone).text} ${title}, ${phone.number}` },
  })
}

/** Hands the talk to an operator, or says whom to phone. Returns whether an operator was called. */
export function callHuman(run: Run, reason: string): boolean {
  if (!run.env.human.queue) {
    phoneInstead(run)
    return false
  }
  const { env, state } = run
  const id = nextId(run)
  const idempotencyKey = env.sha256(`${env.session}:${handoverNode}:${id}`)
  const request = { kind: 'act' as const, id, service: 'human.handover', with: { reason }, idempotencyKey }
  run.requests.push(request)
  state.requests.push({ id, node: handoverNode, request })
  state.status = 'waiting'
  return true
}

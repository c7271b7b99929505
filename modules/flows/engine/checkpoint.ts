/** Rule 4: `back` is a shorter fold. What it needs is kept as it was when each answered question stood open. */
import { flowLimits } from '../contract/flow.ts'
import type { Run } from './run.ts'
import type { Checkpoint, FlowState } from './state.ts'

const maxSteps = 10

/** Remembers the talk with its open question, before the answer changes it. */
export function keepCheckpoint(run: Run): void {
  const { frames, question } = run.state
  if (!question || question.kind !== 'ask') return
  const kept: Checkpoint = JSON.parse(JSON.stringify({ frames, question }))
  kept.question.wrongAnswers = 0
  run.state.back.push(kept)
  if (run.state.back.length > maxSteps) run.state.back.shift()
}

/** Drops the oldest checkpoints of a state that has grown too large. Returns whether it is small enough now. */
export function fitState(state: FlowState): boolean {
  while (bytesOf(state) > flowLimits.stateBytes) {
    if (state.back.length === 0) return false
    state.back.shift()
  }
  return true
}

/** Bytes of UTF-8: Cyrillic letters count twice. */
function bytesOf(state: FlowState): number {
  const text = JSON.stringify(state)
  if (text.length * 3 <= flowLimits.stateBytes) return text.length
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}

/** The handlers of section 7: what the flow says in `on`, else the default. One entry for each command. */
import type { HandlerName } from '../contract/turn.ts'
import { asks } from './asks/index.ts'
import { keepCheckpoint } from './checkpoint.ts'
import { callHuman } from './human.ts'
import { repeatQuestion, sayThenRepeat } from './question.ts'
import { flowOf, phrase, type Run, type Step, show, showClassed, tell, wait } from './run.ts'
import type { Command } from './words/commands.ts'
import { defaultTexts } from './words/default-texts.ts'

type Default = (run: Run) => Step

const leaveTalk: Default = (run) => {
  run.state.status = 'left'
  run.state.requests = []
  delete run.state.question
  run.happened.add('left')
  return wait
}

const repeatLast: Default = (run) => {
  showClassed(run, run.state.last, run.state.lastClass)
  return wait
}

/** What the open question wants: the hint of its type. */
export function hintOf(run: Run): { ru: string; en?: string } {
  const { hint, hintBy } = asks[run.state.question?.fields[0]?.type ?? 'text']
  const { example } = run.env
  return example === undefined || !hintBy ? hint : hintBy(example)
}

const defaults: Readonly<Record<Command, Default>> = {
  help: (run) => (run.state.question ? sayThenRepeat(run, hintOf(run)) : repeatLast(run)),
  repeat: repeatLast,
  more: repeatLast,
  continue: repeatLast,
  back: (run) => {
    const before = run.state.back.pop()
    if (!before) return sayThenRepeat(run, defaultTexts.firstStep)
    run.state.frames = before.frames
    run.state.question = before.question
    run.state.status = 'asking'
    run.state.given = {}
    run.state.slots = {}
    return repeatQuestion(run)
  },
  menu: leaveTalk,
  stop: (run) => {
    leaveTalk(run)
    tell(run, defaultTexts.farewell)
    return wait
  },
  human: (run) => (callHuman(run, 'asked') ? wait : repeatQuestion(run)),
}

/** Handlers that end the talk also when the flow has its own words for them. */
const ending = new Set<Command>(['menu', 'stop'])

const isHandler = (command: Command): command is Command & HandlerName =>
  command !== 'more' && command !== 'continue'

/** Runs a command: the flow's own way first. */
export function runCommand(run: Run, command: Command): Step {
  const own = isHandler(command) ? flowOf(run).on?.[command] : undefined
  if (own === undefined) return defaults[command](run)
  if (typeof own === 'string') {
    keepCheckpoint(run)
    delete run.state.question
    return { kind: 'next', next: own }
  }
  if (ending.has(command)) leaveTalk(run)
  sayWords(run, own)
  return repeatQuestion(run)
}

/** The handler `unknown`: own words or the hint; a node to go to takes the talk over. */
export function runUnknown(run: Run): Step {
  const own = flowOf(run).on?.unknown
  if (typeof own === 'string') {
    delete run.state.question
    return { kind: 'next', next: own }
  }
  if (!own) return sayThenRepeat(run, hintOf(run))
  sayWords(run, own)
  return repeatQuestion(run)
}

export function sayWords(run: Run, words: Parameters<typeof phrase>[1]): void {
  const said = phrase(run, words)
  if (said.ok) show(run, { kind: 'text', text: said.said }, said.names)
}

/**
 * fit: the publish gate. Judges a flow for every channel it wants, before anyone meets it.
 *
 *   fitFlow(flow, knowledge)  → { ok, problems, warnings, cells }
 *
 * A problem of the flow itself refuses it everywhere; a refused cell refuses it on that channel.
 */
import type { ChannelName, FlowDocument, FlowProblem } from '../../contract/flow.ts'
import { declarationOf } from '../document.ts'
import { namesInWords } from '../names.ts'
import { profiles } from '../profiles.ts'
import { type Judged, judgeNode } from './channel-fit.ts'
import { wordsOf } from './places.ts'
import { type Knowledge, shapesOf } from './shapes.ts'
import { problemsOfStructure } from './structure.ts'
import { problemsOfExpressions, problemsOfServices, problemsOfWords } from './wording.ts'

export type { Knowledge, ServicePromise } from './shapes.ts'

export interface FitCell extends Judged {
  readonly node: string
  readonly channel: ChannelName
}

export interface Fit {
  readonly ok: boolean
  readonly problems: readonly FlowProblem[]
  readonly warnings: readonly FlowProblem[]
  readonly cells: readonly FitCell[]
  /** Channels on which nothing is refused. */
  readonly publishable: readonly ChannelName[]
}

export function fitFlow(flow: FlowDocument, knowledge: Knowledge = {}): Fit {
  const shapes = shapesOf(flow, knowledge)
  const problems = [
    ...problemsOfStructure(flow),
    ...problemsOfWords(flow, shapes),
    ...problemsOfExpressions(flow, shapes),
    ...problemsOfServices(flow, knowledge),
  ]
  const speaks = flow.channels.some((channel) => profiles[channel].speaks)
  if (speaks && !flow.lang.includes('ru'))
    problems.push({ pointer: '/lang', message: 'Voice channels speak Russian', cure: 'Add "ru"' })
  const cells = Object.entries(flow.nodes).flatMap(([node, content]) =>
    flow.channels.map(
      (channel): FitCell => ({
        node,
        channel,
        ...judgeNode({ flow, shapes, profile: profiles[channel] }, content),
      }),
    ),
  )
  const refused = new Set(cells.filter(({ verdict }) => verdict === 'refused').map(({ channel }) => channel))
  const publishable = problems.length > 0 ? [] : flow.channels.filter((channel) => !refused.has(channel))
  return {
    ok: problems.length === 0 && refused.size === 0,
    problems,
    warnings: unboundedTexts(flow),
    cells,
    publishable,
  }
}

/** A text variable without `max` inside a string is counted as 500 characters. */
function unboundedTexts(flow: FlowDocument): FlowProblem[] {
  return wordsOf(flow).flatMap(({ words, pointer }) =>
    namesInWords(words)
      .filter(
        (name) => declarationOf(flow, name)?.type === 'text' && declarationOf(flow, name)?.max === undefined,
      )
      .map((name) => ({
        pointer,
        message: `${name} has no "max": counted as 500 characters`,
        cure: `Declare "max" of ${name}`,
      })),
  )
}

/** Rule 12: a run of asks linked by plain `next`, none depending on an earlier one, becomes one page. */

import type { AskNode } from '../contract/flow.ts'
import type { Said } from '../contract/view.ts'
import { namesInWords, namesOf } from './names.ts'
import { openField } from './question.ts'
import { frameOf, nodeAt, type Run } from './run.ts'
import type { OpenField } from './state.ts'

interface Opened {
  field: OpenField
  text: Said
  names: Set<string>
}

/** Most fields on one page: more belong on two. */
const maxFields = 12

/** The fields of the page that begins with this ask, or undefined when it stands alone. */
export function formFrom(run: Run, first: AskNode, opened: Opened): Opened[] | undefined {
  const fields = [opened]
  const asked = new Set([first.ask])
  let last = first
  while (fields.length < maxFields && typeof last.next === 'string' && !last.set) {
    const id = last.next
    const node = nodeAt(run, id)
    if (!node || !('ask' in node) || asked.has(node.ask) || dependsOn(node, asked)) break
    // Whatever may be filled or skipped is decided when it is reached.
    if (Object.hasOwn(run.state.given, node.ask)) break
    if (node.skip !== undefined || node.from !== undefined || frameOf(run).vars[node.ask] !== undefined) break
    const next = openField(run, id, node)
    if (!next) break
    fields.push(next)
    asked.add(node.ask)
    last = node
  }
  return fields.length > 1 ? fields : undefined
}

function dependsOn(node: AskNode, asked: ReadonlySet<string>): boolean {
  const { choicesFrom, choices, valid, text } = node
  const read = [
    ...namesInWords(text),
    ...(choices ?? []).flatMap((choice) => namesInWords(choice.label)),
    ...(choicesFrom
      ? [...namesOf(choicesFrom.of), ...namesOf(choicesFrom.value), ...namesInWords(choicesFrom.label)]
      : []),
    ...(valid ?? []).flatMap((rule) => [...namesOf(rule.when), ...namesInWords(rule.text)]),
  ]
  return read.some((name) => asked.has(name))
}

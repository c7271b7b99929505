/** Opening a question, repeating it, and what its fields look like to a channel. */
import type { Text } from '#kernel/contract/text.ts'
import type { Plain } from '#kernel/expression/expression.ts'
import { type AskNode, flowLimits } from '../contract/flow.ts'
import type { AskView, FormView, Said } from '../contract/view.ts'
import type { AskContext } from './asks/ask-block.ts'
import { asks } from './asks/index.ts'
import { askTypeOf, declarationOf } from './document.ts'
import { namesInWords, namesOf } from './names.ts'
import {
  classOfNames,
  evaluateHere,
  flowOf,
  momentOf,
  nextKey,
  own,
  phrase,
  type Run,
  type Step,
  showClassed,
  tell,
  wait,
} from './run.ts'
import type { OpenField, OpenOption, OpenQuestion } from './state.ts'
import { defaultTexts } from './words/default-texts.ts'

export function askContext(run: Run, node: AskNode | undefined): AskContext {
  const declared = node ? declarationOf(flowOf(run), node.ask) : undefined
  return {
    clock: momentOf(run),
    lang: run.setting.lang,
    me: run.setting.me,
    max: declared?.max ?? flowLimits.textMax,
    whole: declared?.type === 'int',
    textVersion: run.env.sha256(JSON.stringify(node?.text ?? '')).slice(0, 12),
  }
}

/** The options of an ask: its own, those made from data, those of its type. Undefined when they cannot be made. */
export function optionsOf(run: Run, node: AskNode): OpenOption[] | undefined {
  if (node.choices) {
    const options: OpenOption[] = []
    for (const { value, label, say, icon } of node.choices) {
      const shown = phrase(run, label)
      if (!shown.ok) return undefined
      options.push({ value, label: shown.said.text, say: say ?? [], ...(icon ? { icon } : {}) })
    }
    return options
  }
  if (node.choicesFrom) return optionsFrom(run, node.choicesFrom)
  return asks[askTypeOf(flowOf(run), node)].options?.(askContext(run, node)) ?? []
}

function optionsFrom(run: Run, from: NonNullable<AskNode['choicesFrom']>): OpenOption[] | undefined {
  const list = evaluateHere(run, from.of)
  if (!list.ok || !Array.isArray(list.value)) return undefined
  const options: OpenOption[] = []
  for (const it of list.value) {
    const value = evaluateHere(run, from.value, { it })
    const label = phrase(run, from.label, { it })
    const say = from.say === undefined ? undefined : evaluateHere(run, from.say, { it })
    if (!value.ok || !label.ok || (say && !say.ok)) return undefined
    const words = say?.ok ? (Array.isArray(say.value) ? say.value : [say.value]) : []
    options.push({
      value: value.value,
      label: label.said.text,
      say: words.filter((w) => typeof w === 'string'),
    })
  }
  return options
}

/** A field of a question, or undefined when its text or options cannot be made. */
export function openField(
  run: Run,
  id: string,
  node: AskNode,
  known?: Plain,
): { field: OpenField; text: Said; names: Set<string> } | undefined {
  const options = optionsOf(run, node)
  const text = phrase(run, node.text)
  if (!options || !text.ok) return undefined
  const type = askTypeOf(flowOf(run), node)
  const field: OpenField = {
    node: id,
    variable: node.ask,
    type,
    options,
    chosen: [],
    ...(known === undefined ? {} : { known }),
  }
  return { field, text: text.said, names: new Set([...text.names, ...namesOfOptions(node, field)]) }
}

/** Own homes and what data made options of are as private as their source. */
function namesOfOptions({ choices, choicesFrom, ask }: AskNode, field: OpenField): string[] {
  return [
    ...(choices ?? []).flatMap(({ label }) => namesInWords(label)),
    ...(choicesFrom
      ? [...namesOf(choicesFrom.of), ...namesInWords(choicesFrom.label)].filter((name) => name !== 'it')
      : []),
    ...(field.type === 'house' && field.options.length > 0 ? ['me'] : []),
    ...(field.known === undefined ? [] : [ask]),
  ]
}

/** What a channel sees of a field. Number n of a `many` after its last option means «готово». */
function toShown(run: Run, key: string, field: OpenField, text: Said, max?: number): Omit<AskView, 'kind'> {
  const labels = field.options.map(({ label, icon }) => ({ label, ...(icon ? { icon } : {}) }))
  if (field.type === 'many') labels.push({ label: own(run, defaultTexts.enough).text })
  return {
    key,
    variable: field.variable,
    type: field.type,
    text,
    options: labels.map((label, n) => ({ press: `k:${key}:${n}`, ...label })),
    ...(field.known === undefined ? {} : { value: field.known }),
    ...(max === undefined ? {} : { max }),
  }
}

const maxOf = (run: Run, { type, variable }: OpenField): number | undefined =>
  type === 'text' ? (declarationOf(flowOf(run), variable)?.max ?? flowLimits.textMax) : undefined

/** Asks one question and shows it. */
export function openQuestion(
  run: Run,
  kind: OpenQuestion['kind'],
  field: OpenField,
  text: Said,
  names: ReadonlySet<string>,
): void {
  const key = nextKey(run)
  const view: AskView = { kind: 'ask', ...toShown(run, key, field, text, maxOf(run, field)) }
  open(run, { key, kind, fields: [field], view, wrongAnswers: 0, class: classOfNames(run, names) })
}

/** Asks several at once (rule 12). */
export function openForm(run: Run, fields: { field: OpenField; text: Said; names: Set<string> }[]): void {
  const key = nextKey(run)
  const shown = fields.map(({ field, text }) => toShown(run, nextKey(run), field, text, maxOf(run, field)))
  const view: FormView = { kind: 'form', key, fields: shown }
  const names = new Set(fields.flatMap((field) => [...field.names]))
  open(run, {
    key,
    kind: 'ask',
    fields: fields.map(({ field }) => field),
    view,
    wrongAnswers: 0,
    class: classOfNames(run, names),
  })
}

function open(run: Run, question: OpenQuestion): void {
  run.state.question = question
  run.state.status = 'asking'
  if (!asks[question.fields[0]?.type ?? 'text'].byVoice && !run.setting.caps.photo) {
    run.views.push({ kind: 'continue', text: own(run, defaultTexts.sendElsewhere) })
  }
  showClassed(run, [question.view], question.class)
}

/** The open question once more, unchanged: its buttons stay good. */
export function repeatQuestion(run: Run): Step {
  const { question } = run.state
  if (question) showClassed(run, [question.view], question.class)
  return wait
}

/** Says something of the engine, then the open question stands again. */
export function sayThenRepeat(run: Run, text: Text): Step {
  tell(run, text)
  return repeatQuestion(run)
}

/** Asks the same again with fewer options: those that fitted. */
export function narrowQuestion(run: Run, field: OpenField, options: OpenOption[], text: Said): Step {
  const wrongAnswers = run.state.question?.wrongAnswers ?? 0
  openQuestion(run, 'ask', { ...field, options }, text, new Set())
  if (run.state.question) run.state.question.wrongAnswers = wrongAnswers
  return wait
}

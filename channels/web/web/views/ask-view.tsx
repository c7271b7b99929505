import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { Prose } from '#kernel/web/ui/prose.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { TurnInput } from '#modules/flows/contract/turn.ts'
import type { AskView as Ask, FormView as Form } from '#modules/flows/contract/view.ts'
import type { Question } from '../fields/field.ts'
import { answeredAtOnce, fields } from '../fields/fields.ts'

interface AskViewProps {
  view: Ask
  give: (input: TurnInput) => void
  isBusy: boolean
}

/** One question, one answer. */
export function AskView({ view, give, isBusy }: AskViewProps) {
  const { t } = useWords()
  const [value, setValue] = useState<unknown>(view.value)
  const Field = fields[view.type]
  const isAtOnce = answeredAtOnce.has(view.type)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isGiven(value)) give(toInput(view, value))
  }
  return (
    <form className="g-stack" onSubmit={submit} aria-busy={isBusy}>
      <div className="g-question">
        <Prose text={view.text.text} />
      </div>
      <Field
        question={view}
        value={value}
        change={setValue}
        give={isAtOnce ? (answer) => give(toInput(view, answer)) : undefined}
      />
      {!isAtOnce && !['photo', 'file'].includes(view.type) && (
        <div>
          <Button type="submit" size="l" loading={isBusy} disabled={!isGiven(value)}>
            {t('web-next')}
          </Button>
        </div>
      )}
    </form>
  )
}

interface FormViewProps {
  view: Form
  give: (input: TurnInput) => void
  isBusy: boolean
}

/** Several questions on one page, answered in one turn. */
export function FormView({ view, give, isBusy }: FormViewProps) {
  const { t } = useWords()
  const [values, setValues] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(
      view.fields.filter(({ value }) => value !== undefined).map(({ variable, value }) => [variable, value]),
    ),
  )
  const missing = view.fields.filter(({ variable }) => !isGiven(values[variable]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing.length === 0) give({ kind: 'form', values })
  }
  return (
    <form className="g-stack g-form" onSubmit={submit} aria-busy={isBusy}>
      {view.fields.map((question) => {
        const Field = fields[question.type]
        return (
          <div key={question.key + question.variable} className="g-stack">
            <div className="g-question g-question--field">
              <Prose text={question.text.text} />
            </div>
            <Field
              question={question}
              value={values[question.variable]}
              change={(value) => setValues({ ...values, [question.variable]: value })}
            />
          </div>
        )
      })}
      <div className="g-row">
        <Button type="submit" size="l" loading={isBusy} disabled={missing.length > 0}>
          {t('web-next')}
        </Button>
        {missing.length > 0 && (
          <span className="g-quiet g-small">{t('web-form-left', { n: missing.length })}</span>
        )}
      </div>
    </form>
  )
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Presses stay presses, places stay places; what was typed or picked goes under the name of its variable. */
function toInput(question: Question, value: unknown): TurnInput {
  if (typeof value === 'string' && question.options.some(({ press }) => press === value))
    return { kind: 'press', key: value }
  if (
    question.type === 'location' &&
    typeof value === 'object' &&
    value !== null &&
    'lat' in value &&
    'lon' in value
  )
    return { kind: 'location', lat: Number(value.lat), lon: Number(value.lon) }
  if (typeof value === 'string' && question.type !== 'house') return { kind: 'phrase', text: value }
  return { kind: 'form', values: { [question.variable]: value } }
}

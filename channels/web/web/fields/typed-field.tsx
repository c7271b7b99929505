import { Input, Textarea } from '@vkontakte/vkui'
import type { InputHTMLAttributes } from 'react'
import type { AskType } from '#modules/flows/contract/view.ts'
import type { FieldProps } from './field.ts'

const kinds: Partial<Record<AskType, InputHTMLAttributes<HTMLInputElement>>> = {
  number: { inputMode: 'decimal' },
  date: { type: 'date' },
  time: { type: 'time' },
  phone: { type: 'tel', autoComplete: 'tel', placeholder: '+7 900 000-00-00' },
  email: { type: 'email', autoComplete: 'email', inputMode: 'email' },
}

/** What is typed: words, numbers, dates. Meaning is judged on the server, the same for all channels. */
export function TypedField({ question, value, change }: FieldProps) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const label = { 'aria-label': question.text.text }
  // VKUI gives plain attributes to its wrapper; the name must stand on the field itself.
  const input = { slotProps: { input: label } }
  const kind = kinds[question.type]
  if (kind)
    return <Input {...kind} {...input} value={text} onChange={(event) => change(event.target.value)} />
  return (question.max ?? 500) > 120 ? (
    <Textarea
      slotProps={{ textArea: label }}
      rows={4}
      maxLength={question.max}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  ) : (
    <Input
      {...input}
      maxLength={question.max}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  )
}

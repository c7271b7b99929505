import { type AskBlock, none, toUnderstood } from './ask-block.ts'

function parseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase()
  return email.length <= 254 && /^[^\s@,;<>]+@[^\s@.,;<>]+(?:\.[^\s@.,;<>]+)+$/u.test(email)
    ? email
    : undefined
}

export const emailAsk: AskBlock = {
  type: 'email',
  hint: { ru: 'Нужен адрес почты, например anna@example.ru.', en: 'An e-mail address is needed.' },
  byVoice: true,
  accept: (value) => (typeof value === 'string' ? parseEmail(value) : undefined),
  understand: (input) => (input.kind === 'phrase' ? toUnderstood(parseEmail(input.text)) : none),
}

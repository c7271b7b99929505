import { type AskBlock, none, toUnderstood } from './ask-block.ts'

/** Russian numbers only: ten digits after +7, 7 or 8. */
function parsePhone(text: string): string | undefined {
  const digits = text.replace(/[\s()+.-]/gu, '')
  const found = /^(?:7|8)?(\d{10})$/u.exec(digits)
  return found ? `+7${found[1]}` : undefined
}

export const phoneAsk: AskBlock = {
  type: 'phone',
  hint: {
    ru: 'Нужен номер телефона: десять цифр после +7.',
    en: 'A phone number is needed: ten digits after +7.',
  },
  byVoice: true,
  accept: (value) => (typeof value === 'string' ? parsePhone(value) : undefined),
  understand: (input) => (input.kind === 'phrase' ? toUnderstood(parsePhone(input.text)) : none),
}

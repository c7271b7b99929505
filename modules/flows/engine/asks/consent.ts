import { defaultTexts } from '../words/default-texts.ts'
import { parseYesNo } from '../words/plain-words.ts'
import { type AskBlock, type AskContext, none } from './ask-block.ts'

const record = (given: boolean, { textVersion, clock }: AskContext) => ({
  given,
  textVersion,
  at: clock.now.toISOString(),
})

/** Consent to the use of personal data (152-ФЗ): what was agreed to, and when. */
export const consentAsk: AskBlock = {
  type: 'consent',
  hint: { ru: 'Скажите «согласен» или «не согласен».', en: 'Say "I agree" or "I do not agree".' },
  byVoice: true,
  options: ({ lang }) => [
    { value: true, label: defaultTexts.agree[lang], say: ['да', 'согласна', 'yes'] },
    { value: false, label: defaultTexts.disagree[lang], say: ['нет', 'не согласна', 'no'] },
  ],
  accept: (value, context) => {
    if (typeof value === 'boolean') return record(value, context)
    // A consent given earlier counts only for the same text.
    const kept = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
    return typeof kept?.['given'] === 'boolean' && kept['textVersion'] === context.textVersion
      ? kept
      : undefined
  },
  understand: (input, _, context) => {
    const given = input.kind === 'phrase' ? parseYesNo(input.text) : undefined
    return given === undefined ? none : { kind: 'value', value: record(given, context) }
  },
}

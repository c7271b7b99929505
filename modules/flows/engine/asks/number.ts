import { parseNumber } from '../words/numbers.ts'
import { type AskBlock, none, toUnderstood } from './ask-block.ts'

export const numberAsk: AskBlock = {
  type: 'number',
  hint: { ru: 'Нужно число, например 12.', en: 'A number is needed, such as 12.' },
  byVoice: true,
  accept: (value, { whole }) =>
    typeof value === 'number' && Number.isFinite(value) && (!whole || Number.isSafeInteger(value))
      ? value
      : undefined,
  understand: (input, _, context) =>
    input.kind === 'phrase'
      ? toUnderstood(numberAsk.accept(parseNumber(input.text) ?? null, context, []))
      : none,
}

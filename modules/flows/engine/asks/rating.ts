import { parseNumber } from '../words/numbers.ts'
import { type AskBlock, none, toUnderstood } from './ask-block.ts'

const stars = [1, 2, 3, 4, 5]

export const ratingAsk: AskBlock = {
  type: 'rating',
  hint: { ru: 'Оцените от одного до пяти.', en: 'Rate from one to five.' },
  byVoice: true,
  options: () =>
    stars.map((value) => ({ value, label: String(value), say: ['*'.repeat(value), '⭐'.repeat(value)] })),
  accept: (value) => (typeof value === 'number' && stars.includes(value) ? value : undefined),
  understand: (input, _, context) =>
    input.kind === 'phrase'
      ? toUnderstood(ratingAsk.accept(parseNumber(input.text) ?? null, context, []))
      : none,
}

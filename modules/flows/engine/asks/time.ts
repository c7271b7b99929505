import { parseTime } from '../words/days.ts'
import { type AskBlock, none, toUnderstood } from './ask-block.ts'

export const timeAsk: AskBlock = {
  type: 'time',
  hint: { ru: 'Назовите время: «в семь вечера» или 19:00.', en: 'Name a time: "7 pm" or 19:00.' },
  byVoice: true,
  accept: (value) =>
    typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : undefined,
  understand: (input) => (input.kind === 'phrase' ? toUnderstood(parseTime(input.text)) : none),
}

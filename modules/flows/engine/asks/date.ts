import { isDay } from '#kernel/expression/calendar.ts'
import { parseDate } from '../words/days.ts'
import { type AskBlock, none, toUnderstood } from './ask-block.ts'

export const dateAsk: AskBlock = {
  type: 'date',
  hint: { ru: 'Назовите день: «завтра» или «третьего мая».', en: 'Name a day: "tomorrow" or "May 3".' },
  byVoice: true,
  accept: (value) => {
    const found = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null
    return found && isDay(Number(found[1]), Number(found[2]), Number(found[3])) ? found[0] : undefined
  },
  understand: (input, _, { clock }) =>
    input.kind === 'phrase' ? toUnderstood(parseDate(input.text, clock)) : none,
}

import { matchLoosely } from '../match.ts'
import { type AskBlock, none } from './ask-block.ts'

export const choiceAsk: AskBlock = {
  type: 'choice',
  hint: { ru: 'Назовите вариант или его номер.', en: 'Name an option or its number.' },
  byVoice: true,
  accept: (value, _, options) => options.find((option) => option.value === value)?.value,
  understand: (input, { options }) => {
    if (input.kind !== 'phrase') return none
    const match = matchLoosely(input.text, options)
    if (match.kind === 'several')
      return { kind: 'several', options: match.indexes.flatMap((at) => options[at] ?? []) }
    const option = match.kind === 'one' ? options[match.index] : undefined
    return option ? { kind: 'value', value: option.value } : none
  },
}

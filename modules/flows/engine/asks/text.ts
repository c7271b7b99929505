import { type AskBlock, none } from './ask-block.ts'

export const textAsk: AskBlock = {
  type: 'text',
  hint: { ru: 'Напишите или скажите ответ своими словами.', en: 'Write or say it in your own words.' },
  byVoice: true,
  accept: (value, { max }) => {
    const text = typeof value === 'string' ? value.trim() : undefined
    return text && text.length <= max ? text : undefined
  },
  understand: (input, _, { max }) => {
    const text = input.kind === 'phrase' ? input.text.trim() : ''
    return text !== '' && text.length <= max ? { kind: 'value', value: text } : none
  },
}

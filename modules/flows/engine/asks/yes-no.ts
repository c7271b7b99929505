import type { AskType } from '../../contract/view.ts'
import { defaultTexts } from '../words/default-texts.ts'
import { parseYesNo } from '../words/plain-words.ts'
import { type AskBlock, none, toUnderstood } from './ask-block.ts'

const yesNo = (type: AskType): AskBlock => ({
  type,
  hint: { ru: 'Скажите «да» или «нет».', en: 'Say yes or no.' },
  byVoice: true,
  options: ({ lang }) => [
    { value: true, label: defaultTexts.yes[lang], say: [] },
    { value: false, label: defaultTexts.no[lang], say: [] },
  ],
  accept: (value) => (typeof value === 'boolean' ? value : undefined),
  understand: (input) => (input.kind === 'phrase' ? toUnderstood(parseYesNo(input.text)) : none),
})

export const boolAsk = yesNo('bool')
export const confirmAsk = yesNo('confirm')

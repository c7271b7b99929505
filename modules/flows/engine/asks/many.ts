import type { Plain } from '#kernel/expression/expression.ts'
import { matchExactly, matchLoosely } from '../match.ts'
import type { OpenOption } from '../state.ts'
import { isEnough } from '../words/plain-words.ts'
import { type AskBlock, none } from './ask-block.ts'

/** Several options, said together («бумага и стекло») or one by one; «готово» ends the list. */
export const manyAsk: AskBlock = {
  type: 'many',
  hint: {
    ru: 'Назовите один или несколько вариантов, потом скажите «готово».',
    en: 'Name one or several options, then say "done".',
  },
  byVoice: true,
  accept: (value, _, options) => {
    if (!Array.isArray(value)) return undefined
    const known = value.every((part) => options.some((option) => option.value === part))
    return known ? [...new Set(value)] : undefined
  },
  understand: (input, { options, chosen }) => {
    if (input.kind !== 'phrase') return none
    if (isEnough(input.text)) return { kind: 'value', value: chosen }
    const named = namedIn(input.text, options)
    return named.length > 0 ? { kind: 'chosen', values: named } : none
  },
}

/** All parts must be understood: half an answer is none. */
function namedIn(text: string, options: readonly OpenOption[]): Plain[] {
  const whole = valueNamed(text, options)
  if (whole !== undefined) return [whole]
  const parts = text.split(/\s*(?:[,;]|\s(?:и|and)\s)\s*/u).filter((part) => part !== '')
  const values = parts.map((part) => valueNamed(part, options))
  return values.every((value) => value !== undefined) ? values : []
}

function valueNamed(text: string, options: readonly OpenOption[]): Plain | undefined {
  for (const match of [matchExactly(text, options), matchLoosely(text, options)]) {
    if (match.kind === 'one') return options[match.index]?.value
    if (match.kind === 'several') return undefined
  }
  return undefined
}

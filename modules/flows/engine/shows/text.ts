import { originOf, phrase, show } from '../run.ts'
import { namesOfShow, type ShowBlock } from './show-block.ts'

export const textShow: ShowBlock = {
  form: 'text',
  show: (run, node) => {
    const text = phrase(run, node.text ?? '')
    if (!text.ok) return text.why
    if (text.said.text === '') return 'A text has no words'
    const names = namesOfShow(node)
    const origin = originOf(run, names)
    show(run, { kind: 'text', text: text.said, ...(origin ? { origin } : {}) }, names)
    run.happened.add('told')
    return undefined
  },
}

import type { Plain } from '#kernel/expression/expression.ts'
import type { AskType } from '../../contract/view.ts'
import { type AskBlock, none } from './ask-block.ts'

const isFile = (value: Plain): value is { id: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['id'] === 'string'

/** Not possible by voice: the engine offers to continue elsewhere. */
const attachment = (type: AskType, hint: AskBlock['hint'], fits: (mime: string) => boolean): AskBlock => ({
  type,
  hint,
  byVoice: false,
  accept: (value) => (isFile(value) ? value : undefined),
  understand: (input) => {
    if (input.kind !== 'file' || (input.mime !== undefined && !fits(input.mime))) return none
    return { kind: 'value', value: { id: input.id, name: input.name ?? null, mime: input.mime ?? null } }
  },
})

export const photoAsk = attachment('photo', { ru: 'Пришлите фото.', en: 'Send a photo.' }, (mime) =>
  mime.startsWith('image/'),
)
export const fileAsk = attachment(
  'file',
  { ru: 'Пришлите документ или файл.', en: 'Send a document or a file.' },
  () => true,
)

/** People's words brought to one form: case, ё, punctuation and spaces do not matter. */

export function plainWords(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"'`„“”!?.,;:()[\]{}…]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

const setOf = (text: string) => new Set(text.split('|').map(plainWords))

const yes = setOf(
  'да|ага|угу|конечно|хочу|хорошо|давай|давайте|ладно|ок|окей|верно|подтверждаю|согласен|согласна|разумеется|можно|точно|да конечно|yes|y|yeah|yep|sure|ok|okay|agree|i agree',
)
const no = setOf(
  'нет|не|неа|не надо|не нужно|не хочу|нельзя|отказываюсь|не согласен|не согласна|отмена|отменить|нет спасибо|no|n|nope|not now|cancel|no thanks|disagree',
)
const enough = setOf('готово|все|это все|больше ничего|хватит выбирать|done|that is all|thats all|ready')

/** Yes and no in two languages; anything else is neither. */
export function parseYesNo(text: string): boolean | undefined {
  const words = plainWords(text)
  return yes.has(words) ? true : no.has(words) ? false : undefined
}

export const isEnough = (text: string): boolean => enough.has(plainWords(text))

import type { Lang } from '#kernel/contract/text.ts'
import { distanceText } from '#kernel/web/format.ts'
import type { Item } from '#modules/flows/contract/view.ts'

const phonePattern = /\+\d[\d ()-]{8,16}\d/

/**
 * The line under a name. Other channels read the distance and the phone inside it; here the distance stands at the
 * right, and the phone is a link of its own: each is said once. Pure.
 */
export function lineOf(
  { text, distanceM }: Pick<Item, 'text' | 'distanceM'>,
  lang: Lang,
): { text?: string; phone?: string } {
  if (text === undefined) return {}
  const line = text.replaceAll(/[^\S\n]/g, ' ')
  const phone = phonePattern.exec(line)?.[0]
  const far = distanceM === undefined ? undefined : distanceText(distanceM, lang).replaceAll(/\s/g, ' ')
  const rest = [far, phone]
    .filter((part) => part !== undefined)
    .reduce((left, part) => without(left, part), line)
    .replaceAll(/^[\s,.·–-]+/gm, '')
    .trim()
  return { ...(rest && { text: rest }), ...(phone !== undefined && { phone }) }
}

/** Takes a part out where it stands between commas, and the comma before it. */
function without(line: string, part: string): string {
  const at = line.indexOf(part)
  if (at < 0) return line
  const before = line.slice(0, at)
  const after = line.slice(at + part.length)
  const standsAlone = /(^|[,·.–]\s?|\n)$/.test(before) && /^($|[,·.\n])/.test(after)
  return standsAlone ? before.replace(/\s?[,·–]?\s?$/, '') + after : line
}

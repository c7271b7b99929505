/**
 * What people's hands do to words: letter case, ё, the wrong keyboard layout, Latin letters for Russian
 * sounds, slips. Pure text to text; whoever searches decides when to try which.
 */

/** Lower case, ё as е, one kind of dash and quote: two spellings of one word become equal. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/[«»„“”"'’`]/gu, ' ')
}

const latinKeys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const russianKeys = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const toRussian = new Map([...latinKeys].map((key, at) => [key, russianKeys[at] ?? key]))
const toLatin = new Map([...russianKeys].map((key, at) => [key, latinKeys[at] ?? key]))

/** What the same keys would have typed in the other layout: `ghbdtn` is «привет», «тумылн» is `nevsky`. */
export function swapLayout(text: string): string {
  const lower = text.toLowerCase()
  const keys = /[a-z]/.test(lower) ? toRussian : toLatin
  return [...lower].map((key) => keys.get(key) ?? key).join('')
}

/** Longest first: `shch` before `sh` before `s`. */
const sounds: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['iy', 'ий'],
  ['yy', 'ый'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['yo', 'е'],
  ['jo', 'е'],
  ['ye', 'е'],
  ['ck', 'к'],
  ['ph', 'ф'],
  ["'", 'ь'],
  ...[...'abcdefghijklmnopqrstuvwxyz'].map(
    (letter, at) => [letter, [...'абкдефгхийклмнопкрстувв'][at] ?? ''] as const,
  ),
]
const sound = new Map(sounds)
sound.set('c', 'к')
sound.set('x', 'кс')
sound.set('y', 'ы')
sound.set('z', 'з')

/** Russian letters for Latin ones, by the simple rules people use: `poliklinika`, `nevsky`. */
export function transliterate(text: string): string {
  const lower = text
    .toLowerCase()
    .replace(/(?<=[a-z])(?:skiy|skii|skij|sky|ski)(?![a-z])/g, 'ский')
    .replace(/(?<=[aeou])y(?![aeiou])/g, 'й')
    .replace(/c(?=[eiy])|(?<=[bdfgklmnprtvz])c(?![a-z])/g, 'ц')
  let out = ''
  for (let at = 0; at < lower.length; ) {
    const size = [4, 3, 2, 1].find((n) => sound.has(lower.slice(at, at + n)) && at + n <= lower.length) ?? 0
    out += size > 0 ? sound.get(lower.slice(at, at + size)) : lower[at]
    at += Math.max(1, size)
  }
  return out
}

/** How many slips a word of this length forgives: the shorter the word, the more another one it becomes. */
export const slipsForgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2)

/**
 * Slips between two words (a letter wrong, missing, extra, or two neighbours swapped), or undefined when
 * there are more than `most`.
 */
export function slipsBetween(a: string, b: string, most: number): number | undefined {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return undefined
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return undefined
    before = row
    row = next
  }
  const slips = row[b.length] ?? 0
  return slips <= most ? slips : undefined
}

/** Three-letter pieces of a word, edges included: words with typos still share most of them. */
export function trigramsOf(word: string): string[] {
  const padded = `  ${word} `
  return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
}

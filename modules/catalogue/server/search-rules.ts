/** Which services answer a query, and why. The store finds phrases word by word; the weighing is here. */
import { foldText } from '#kernel/contract/spelling.ts'
import type { Why } from '../contract.ts'

/** One word of the query found in one phrase of one service. */
export interface Match {
  readonly service: string
  readonly by: Why['by']
  readonly phrase: string
  /** Index of the word in the query. */
  readonly word: number
}

export interface Hit {
  readonly service: string
  readonly score: number
  readonly why: Why
}

const worth: Readonly<Record<Why['by'], number>> = {
  title: 1,
  keyword: 0.95,
  need: 0.85,
  summary: 0.6,
  role: 0.45,
}

/** Words of people who talk to a service rather than search: they name nothing. */
const talk = new Set(
  'где куда как когда какой какая какие можно могу хочу нужно надо найти найди покажи подскажи скажи рядом мне мой моя мое мои моем моего есть ли пожалуйста открой запусти сервис услуга про или что это дай'.split(
    ' ',
  ),
)

/** Words worth searching for. When everything is talk, the talk itself is searched. */
export function searchWords(text: string): string[] {
  const all = [...new Set(foldText(text).match(/[\p{L}\d]+/gu) ?? [])].slice(0, 12)
  const meaningful = all.filter((word) => !talk.has(word))
  return meaningful.length > 0 ? meaningful : all
}

/** Below this share of the query's meaning a service is no answer. */
const leastScore = 0.3

/**
 * Weighs services: each word counts once, by its best phrase; words that few services have count more; a phrase
 * that holds several words of the query is better than several phrases.
 *
 * @param known indexes of words that mean anything at all; stop words are left out of the sum
 */
export function weighHits(matches: readonly Match[], known: readonly number[], services: number): Hit[] {
  const found = new Map<number, Set<string>>()
  for (const { word, service } of matches) found.set(word, (found.get(word) ?? new Set()).add(service))
  const weight = new Map(
    known.map((word) => [word, 1 + Math.log((services + 1) / ((found.get(word)?.size ?? 0) + 1))] as const),
  )
  const total = [...weight.values()].reduce((a, b) => a + b, 0)
  if (total === 0) return []
  return [...groupBy(matches, ({ service }) => service)]
    .map(([service, own]) => weighOne(service, own, weight, total))
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score || a.service.localeCompare(b.service))
}

function weighOne(
  service: string,
  own: readonly Match[],
  weight: ReadonlyMap<number, number>,
  total: number,
): Hit {
  let sum = 0
  for (const [word, of] of weight) {
    const best = Math.max(0, ...own.filter((match) => match.word === word).map(({ by }) => worth[by]))
    sum += best * of
  }
  const [best] = [...groupBy(own, ({ by, phrase }) => `${by}\0${phrase}`).values()]
    .map((same) => weighPhrase(same, weight.size))
    .sort((a, b) => b.worth - a.worth || a.phrase.length - b.phrase.length)
  const score = 0.94 * (sum / total) + (best?.bonus ?? 0)
  return {
    service,
    score: Math.round(Math.min(1, score) * 1000) / 1000,
    why: { by: best?.by ?? 'title', word: best?.phrase ?? '' },
  }
}

/** A phrase is worth more the more of the query it holds, and the less there is in it beside the query. */
function weighPhrase(same: readonly Match[], asked: number) {
  const [{ by, phrase } = { by: 'title' as const, phrase: '' }] = same
  const words = new Set(same.map(({ word }) => word)).size
  const together = asked > 1 ? (words - 1) / (asked - 1) : 0
  const exactly = words / Math.max(words, searchWords(phrase).length)
  return { by, phrase, worth: words * worth[by], bonus: 0.03 * worth[by] * (together + exactly) }
}

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const entry of list) {
    const key = keyOf(entry)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

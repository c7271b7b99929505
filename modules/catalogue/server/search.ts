/** Finds services by plain words, forgiving slips, the wrong layout and Latin letters. */
import type { Kysely } from 'kysely'
import { slipsBetween, slipsForgiven, swapLayout, transliterate } from '#kernel/contract/spelling.ts'
import type { Reading } from '../contract.ts'
import { type Hit, searchWords, weighHits } from './search-rules.ts'
import { type CatalogueTables, type FoundWords, findWords, similarTerms } from './store.ts'

export interface Searched {
  readonly hits: readonly Hit[]
  readonly reading: Reading
}

interface Try extends Searched {
  /** Share of the words that were found. */
  readonly understood: number
}

export async function searchPhrases(
  db: Kysely<CatalogueTables>,
  text: string,
  services: number,
): Promise<Searched> {
  const attempt = async (
    how: Reading['how'],
    meant: string,
  ): Promise<Try & { words: string[]; found: FoundWords }> => {
    const words = searchWords(meant)
    const found = words.length > 0 ? await findWords(db, words) : { matches: [], meaningful: [] }
    const heard = new Set(found.matches.map(({ word }) => word)).size
    return {
      words,
      found,
      hits: weighHits(found.matches, found.meaningful, services),
      understood: found.meaningful.length === 0 ? 0 : heard / found.meaningful.length,
      reading: { how, text: words.join(' ') },
    }
  }

  const plain = await attempt('plain', text)
  if (plain.understood === 1 && plain.hits.length > 0) return plain
  const others: Try[] = []
  if (/[a-z]/i.test(text))
    others.push(
      await attempt('layout', swapLayout(text)),
      await attempt('transliteration', transliterate(text)),
    )
  else others.push(await attempt('layout', swapLayout(text)))
  const mended = await mend(db, plain)
  if (mended) others.push(await attempt('typo', mended))
  const better = (a: Try, b: Try) =>
    b.understood - a.understood || (b.hits[0]?.score ?? 0) - (a.hits[0]?.score ?? 0)
  const [best] = others.filter(({ hits }) => hits.length > 0).sort(better)
  return best && (plain.hits.length === 0 || best.understood > plain.understood) ? best : plain
}

/** The query with unknown words replaced by the nearest known ones, or undefined when there are none. */
async function mend(
  db: Kysely<CatalogueTables>,
  { words, found }: { words: readonly string[]; found: FoundWords },
): Promise<string | undefined> {
  const heard = new Set(found.matches.map(({ word }) => word))
  let isMended = false
  const out: string[] = []
  for (const [at, word] of words.entries()) {
    const unknown = found.meaningful.includes(at) && !heard.has(at) && word.length >= 4
    const nearest = unknown ? nearestTerm(word, await similarTerms(db, word)) : undefined
    isMended ||= nearest !== undefined
    out.push(nearest ?? word)
  }
  return isMended ? out.join(' ') : undefined
}

function nearestTerm(word: string, terms: readonly string[]): string | undefined {
  const slips = (term: string) => slipsBetween(word, term, slipsForgiven(Math.min(word.length, term.length)))
  return terms
    .map((term) => ({ term, slips: slips(term) }))
    .filter((entry): entry is { term: string; slips: number } => entry.slips !== undefined)
    .sort((a, b) => a.slips - b.slips)[0]?.term
}

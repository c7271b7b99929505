import type { LoadWords } from '#kernel/web/words.tsx'

/** Words of one language at a time; the other one is fetched when somebody switches. */
export const loadWords: LoadWords = async (lang) =>
  (lang === 'en' ? await import('./words-en.tsx') : await import('./words-ru.tsx')).words

import type { Lang } from '#kernel/contract/text.ts'
import { type Kept, keptOnDevice, useKept } from './kept.ts'

/** How this person likes to look at Gorod. Belongs to the device, not to the account. */
export interface Settings {
  lang: Lang
  scheme: 'system' | 'light' | 'dark'
  /** 20 px body text. */
  isLarge: boolean
  /** One task a screen, large text, no map unless asked. */
  isSimple: boolean
}

const record = (found: unknown): Record<string, unknown> =>
  typeof found === 'object' && found !== null ? { ...found } : {}

export const settings: Kept<Settings> = keptOnDevice('settings', (found) => {
  const { lang, scheme, isLarge, isSimple } = record(found)
  return {
    lang: lang === 'en' || lang === 'ru' ? lang : preferredLang(),
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'system',
    isLarge: isLarge === true,
    isSimple: isSimple === true,
  }
})

/** Russian first: English only for those whose browser asks for it and nowhere names Russian. */
function preferredLang(): Lang {
  const asked = navigator.languages.map((tag) => tag.slice(0, 2))
  return asked.length > 0 && !asked.includes('ru') && asked.includes('en') ? 'en' : 'ru'
}

export function useSettings(): Settings & { change: (part: Partial<Settings>) => void } {
  const [value, set] = useKept(settings)
  return { ...value, change: (part) => set({ ...value, ...part }) }
}

/** The words of the interface: Fluent bundles, one language at a time, loaded as one file each. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'
import { LocalizationProvider, ReactLocalization, useLocalization } from '@fluent/react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Lang, Text } from '#kernel/contract/text.ts'
import { say } from '#kernel/contract/text.ts'
import { useRegionFacts } from './region.ts'
import { useSettings } from './settings.ts'

/** Loads all Fluent sources of a language. Given by the app, which alone knows the modules. */
export type LoadWords = (lang: Lang) => Promise<readonly string[]>

interface WordsProps {
  load: LoadWords
  children: ReactNode
}

export function Words({ load, children }: WordsProps) {
  const { lang } = useSettings()
  const [l10n, setL10n] = useState<ReactLocalization>()

  useEffect(() => {
    let isCurrent = true
    void load(lang).then((sources) => {
      if (!isCurrent) return
      const bundle = new FluentBundle(lang, { useIsolating: false })
      for (const source of sources) bundle.addResource(new FluentResource(source))
      document.documentElement.lang = lang
      setL10n(new ReactLocalization([bundle]))
    })
    return () => {
      isCurrent = false
    }
  }, [lang, load])

  return l10n ? <LocalizationProvider l10n={l10n}>{children}</LocalizationProvider> : null
}

export type Translate = (id: string, args?: Record<string, FluentVariable>) => string

/** `t('geo-my-house')` gives the words of the interface; `say(text)` those of a pack. */
export function useWords(): { t: Translate; say: (text: Text) => string; lang: Lang } {
  const { l10n } = useLocalization()
  const { lang } = useSettings()
  // Dates are words too: they are said anew when the clock of the region becomes known.
  useRegionFacts()
  return {
    t: (id, args) => l10n.getString(id, args ?? null),
    say: (text) => say(text, lang),
    lang,
  }
}

import { useSettings } from '#kernel/web/settings.ts'
import { useWords } from '#kernel/web/words.tsx'

/** The other language, named in itself. */
export function LanguageSwitch() {
  const { lang, change } = useSettings()
  const other = lang === 'ru' ? 'en' : 'ru'
  return (
    <button type="button" className="g-tool" lang={other} onClick={() => change({ lang: other })}>
      {other === 'ru' ? 'Русский' : 'English'}
    </button>
  )
}

export function TextSizeSwitch() {
  const { t } = useWords()
  const { isLarge, change } = useSettings()
  return (
    <button
      type="button"
      className="g-tool"
      aria-pressed={isLarge}
      title={t('settings-large')}
      onClick={() => change({ isLarge: !isLarge })}
    >
      <span className="g-hidden">{t('settings-large')}</span>
      <span aria-hidden="true" style={{ fontSize: isLarge ? 20 : 17, fontWeight: isLarge ? 700 : 400 }}>
        Аа
      </span>
    </button>
  )
}

import { agoText, momentText } from '../format.ts'
import { useWords } from '../words.tsx'
import { Mark } from './mark.tsx'
import './ui.css'

interface OriginLineProps {
  source: string
  /** Instant the data was true. */
  asOf?: string | undefined
  isStale?: boolean | undefined
}

/** «Источник: Жилищный комитет · обновлено 12 мин назад»: stands under every answer made of data. */
export function OriginLine({ source, asOf, isStale = false }: OriginLineProps) {
  const { t, lang } = useWords()
  return (
    <div className="g-origin">
      <span>
        {t('origin-source', { source })}
        {asOf && <span aria-hidden="true"> ·</span>}
      </span>
      {asOf && (
        <span>
          <time dateTime={asOf} title={momentText(asOf, lang)}>
            {t('origin-updated', { ago: agoText(asOf, t, lang) })}
          </time>
        </span>
      )}
      {isStale && <Mark tone="wait">{t('origin-stale')}</Mark>}
    </div>
  )
}

import type { Static } from 'typebox'
import { dateText, numberText } from '#kernel/web/format.ts'
import { useWords } from '#kernel/web/words.tsx'
import type { Quota } from '../contract.ts'

/** What is left of the month, as a bar and in words. */
export function QuotaBar({ quota }: { quota: Static<typeof Quota> }) {
  const { t, lang } = useWords()
  const share = Math.min(1, quota.used / Math.max(1, quota.perMonth))
  const words = t('bus-quota-left', {
    left: numberText(quota.left, lang),
    all: numberText(quota.perMonth, lang),
    date: dateText(quota.resetsAt, lang),
  })
  return (
    <div className="g-quota">
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn in the colours of the theme */}
      <div
        className="g-quota__bar"
        role="meter"
        aria-label={t('bus-quota')}
        aria-valuemin={0}
        aria-valuemax={quota.perMonth}
        aria-valuenow={quota.used}
        aria-valuetext={words}
      >
        <span
          className={share > 0.9 ? 'g-quota__used g-quota__used--bad' : 'g-quota__used'}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <span className="g-small">{words}</span>
    </div>
  )
}

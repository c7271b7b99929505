import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { dateText } from '#kernel/web/format.ts'
import { Mark } from '#kernel/web/ui/mark.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { getService } from '#modules/catalogue/contract.ts'

type Service = OutputOf<typeof getService>

const tones = { full: 'good', partial: 'wait', none: 'bad' } as const

/** What the service promises and what it does not: owner, cost, needs it answers and how well. */
export function ServiceFacts({ service, coverage }: Pick<Service, 'service' | 'coverage'>) {
  const { t, say, lang } = useWords()
  return (
    <details className="g-card">
      <summary>{t('cabinets-about-service')}</summary>
      <div className="g-stack g-space-top">
        <dl className="g-facts">
          <dt>{t('cabinets-owner')}</dt>
          <dd>{say(service.owner)}</dd>
          <dt>{t('cabinets-cost')}</dt>
          <dd>{say(service.cost)}</dd>
          <dt>{t('cabinets-channels')}</dt>
          <dd>{service.channels.map((channel) => t(`cabinets-channel-${channel}`)).join(', ')}</dd>
        </dl>
        {coverage.length > 0 && <h3>{t('cabinets-answers')}</h3>}
        <ul className="g-plain-list g-stack">
          {coverage.map(({ need, title, degree, why, assuredOn, isStale }) => (
            <li key={need}>
              {say(title)} <Mark tone={tones[degree]}>{t(`cabinets-degree-${degree}`)}</Mark>
              <p className="g-quiet g-small">
                {say(why)} {t('cabinets-assured', { date: dateText(assuredOn, lang) })}
                {isStale && ` · ${t('cabinets-assured-stale')}`}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}

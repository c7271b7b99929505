/** The public catalogue of APIs: what is in each dataset, where it is from, how to get it. Needs no account. */
import { Link } from 'react-router'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { agoText, numberText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { Mark } from '#kernel/web/ui/mark.tsx'
import { EmptyState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAddressPart } from '#kernel/web/use-address.ts'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listDatasets } from '../contract.ts'
import './bus.css'

type Card = OutputOf<typeof listDatasets>['items'][number]

export function ApisPage() {
  const { t } = useWords()
  const [text, setText] = useAddressPart('q')
  const read = useEndpoint(listDatasets, text ? { text } : {}, { keepsPrevious: true })
  return (
    <Page title={t('bus-apis-title')} lead={t('bus-apis-lead')} isWide>
      <input
        type="search"
        className="g-input g-column"
        aria-label={t('bus-apis-search')}
        placeholder={t('bus-apis-search')}
        value={text ?? ''}
        onChange={(event) => setText(event.target.value || undefined)}
      />
      <Loaded read={read} what={t('bus-apis-loading')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('bus-apis-none')}>{t('bus-apis-none-next')}</EmptyState>
          ) : (
            <ul className="g-plain-list g-apis">
              {items.map((card) => (
                <li key={card.id}>
                  <ApiCard card={card} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

function ApiCard({ card }: { card: Card }) {
  const { t, say, lang } = useWords()
  const { asOf, stale } = card.freshness
  return (
    <article className="g-card g-api">
      <h2>
        <Icon name={card.id} />
        <Link to={`/apis/${encodeURIComponent(card.id)}`}>{say(card.title)}</Link>
      </h2>
      <dl className="g-api__facts">
        <dt>{t('bus-source')}</dt>
        <dd>{say(card.card.source)}</dd>
        <dt>{t('bus-content')}</dt>
        <dd>{say(card.card.content)}</dd>
        <dt>{t('bus-access')}</dt>
        <dd>{say(card.card.access)}</dd>
      </dl>
      <p className="g-row g-small g-quiet">
        <span>{t('bus-rows', { n: card.rows, shown: numberText(card.rows, lang) })}</span>
        {asOf ? (
          <span>{t('origin-updated', { ago: agoText(asOf, t, lang) })}</span>
        ) : (
          <Mark tone="wait">{t('bus-no-data')}</Mark>
        )}
        {stale && asOf && <Mark tone="wait">{t('origin-stale')}</Mark>}
      </p>
    </article>
  )
}

import { useDeferredValue } from 'react'
import { Page } from '#kernel/web/page.tsx'
import { Chips } from '#kernel/web/ui/chips.tsx'
import { EmptyState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAddressPart } from '#kernel/web/use-address.ts'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listRoles, listServices } from '#modules/catalogue/contract.ts'
import { ServiceCard } from './service-card.tsx'

/** All services: by everyday words and by role. What was asked stands in the address. */
export function ServicesPage() {
  const { t, say } = useWords()
  const [text, setText] = useAddressPart('q')
  const [role, setRole] = useAddressPart('role')
  const asked = useDeferredValue(text?.trim())
  const roles = useEndpoint(listRoles, {}, { staleMs: 600_000 })
  const services = useEndpoint(
    listServices,
    { channel: 'web', ...(asked && { text: asked }), ...(role && { role }) },
    { keepsPrevious: true },
  )

  return (
    <Page title={t('cabinets-services-title')}>
      <input
        type="search"
        className="g-input"
        aria-label={t('cabinets-search')}
        placeholder={t('cabinets-search-hint')}
        value={text ?? ''}
        onChange={(event) => setText(event.target.value || undefined)}
      />
      <Chips
        label={t('cabinets-roles')}
        chips={(roles.data?.items ?? [])
          .filter(({ serviceCount }) => serviceCount > 0)
          .map(({ id, title, icon }) => ({ id, label: say(title), icon }))}
        chosen={role ? [role] : []}
        toggle={(id) => setRole(id === role ? undefined : id)}
      />
      <Loaded read={services} what={t('cabinets-services-loading')}>
        {({ items, reading }) => (
          <section className="g-section" aria-label={t('cabinets-services')}>
            {reading && reading.how !== 'plain' && (
              <p role="status">{t('cabinets-search-read', { text: reading.text })}</p>
            )}
            {items.length === 0 && (
              <EmptyState title={t('cabinets-search-none')}>{t('cabinets-search-none-next')}</EmptyState>
            )}
            <div className="g-cards">
              {items.map(({ service, why }) => (
                <ServiceCard
                  level={2}
                  key={service.id}
                  service={service}
                  why={why && why.by !== 'title' ? t('cabinets-found-by', { word: why.word }) : undefined}
                />
              ))}
            </div>
          </section>
        )}
      </Loaded>
    </Page>
  )
}

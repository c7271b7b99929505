import { Link } from 'react-router'
import { Loaded } from '#kernel/web/ui/states.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listNeeds, listServices } from '#modules/catalogue/contract.ts'
import { useRecent, useRoles } from '#modules/people/web/door.ts'
import { rankServices } from './rank-services.ts'
import { ServiceCard } from './service-card.tsx'

/** What this person may need: services of the chosen roles first, each with the need it answers. */
export function ServicesForMe() {
  const { t, say } = useWords()
  const { roles } = useRoles()
  const { recent } = useRecent()
  const services = useEndpoint(listServices, { channel: 'web' }, { staleMs: 600_000 })
  const needs = useEndpoint(listNeeds, {}, { staleMs: 600_000 })

  return (
    <section className="g-section" aria-label={t('cabinets-services')}>
      <h2>{roles.length > 0 ? t('cabinets-services-for-roles') : t('cabinets-services')}</h2>
      <Loaded read={services} what={t('cabinets-services-loading')}>
        {({ items }) => (
          <div className="g-cards">
            {rankServices(
              items.map((hit) => hit.service),
              needs.data?.items ?? [],
              { roles, recent },
            ).map(({ service, need, isRecent }) => (
              <ServiceCard
                key={service.id}
                service={service}
                why={isRecent ? t('cabinets-recent') : need && say(need.title)}
              />
            ))}
          </div>
        )}
      </Loaded>
      <p>
        <Link to="/services">{t('cabinets-all-services')}</Link>
      </p>
    </section>
  )
}

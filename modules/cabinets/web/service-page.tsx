/** One service: its answer first, then what it rests on, what is wrong with it, what is akin. */
import { type ReactNode, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { Page } from '#kernel/web/page.tsx'
import { CopyButton } from '#kernel/web/ui/code-block.tsx'
import { EmptyState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAddressPart } from '#kernel/web/use-address.ts'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { getService } from '#modules/catalogue/contract.ts'
import { useHouse } from '#modules/geo/web/door.ts'
import { type Home, ownDeviceId, useHomes, useRecent, useRoles } from '#modules/people/web/door.ts'
import { ServiceCard } from './service-card.tsx'
import { ServiceFacts } from './service-facts.tsx'
import { useRegion } from './use-region.ts'

export interface PlayProps {
  flow: string
  person: { device: string; homes: Home[]; roles: string[] }
}
/** The flow player, handed in from the channel above. */
export type PlayService = (props: PlayProps) => ReactNode

export function ServicePage({ play: Play }: { play: PlayService }) {
  const { id = '' } = useParams()
  const { t, say } = useWords()
  const read = useEndpoint(getService, { id }, { staleMs: 600_000 })
  const person = usePerson()
  const { visit } = useRecent()
  const found = read.data?.service.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a visit is counted once a service
  useEffect(() => {
    if (found) visit(found)
  }, [found])

  return (
    <Page
      title={read.data ? say(read.data.service.title) : t('cabinets-service')}
      crumbs={[{ to: '/services', label: t('cabinets-nav-services') }]}
      lead={person.house ? t('cabinets-for-house', { house: person.house.short }) : undefined}
      isWide
    >
      <Loaded read={read} what={t('cabinets-services-loading')}>
        {({ service, coverage, related }) => (
          <>
            {service.channels.includes('web') ? (
              !person.isLoading && <Play flow={service.flow} person={person} />
            ) : (
              <EmptyState title={t('cabinets-not-on-web')}>{t('cabinets-not-on-web-next')}</EmptyState>
            )}
            <div className="g-column g-section">
              <ShareRow title={say(service.title)} house={person.house} />
              <ServiceFacts service={service} coverage={coverage} />
              {related.length > 0 && (
                <section className="g-section" aria-label={t('cabinets-related')}>
                  <h2>{t('cabinets-related')}</h2>
                  <div className="g-cards">
                    {related.map((one) => (
                      <ServiceCard key={one.id} service={one} />
                    ))}
                  </div>
                </section>
              )}
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Homes and roles of this talk; the house of a shared link stands first and is not kept. */
function usePerson() {
  const [houseId] = useAddressPart('house')
  const { homes } = useHomes()
  const { roles } = useRoles()
  const own = homes.find(({ id }) => id === houseId)
  const shared = useHouse(houseId !== undefined && !own ? houseId : undefined)
  const first = own ?? shared.house
  const ordered = first ? [first, ...homes.filter(({ id }) => id !== first.id)] : [...homes]
  return {
    device: ownDeviceId(),
    homes: ordered.slice(0, 20),
    roles: [...roles],
    house: ordered[0],
    isLoading: shared.isLoading,
  }
}

interface ShareRowProps {
  title: string
  house: Home | undefined
}

/** A link that opens the same service for the same house on another device; nothing else travels in it. */
function ShareRow({ title, house }: ShareRowProps) {
  const { t } = useWords()
  const region = useRegion()
  const url = `${window.location.origin}${window.location.pathname}${house ? `?house=${encodeURIComponent(house.id)}` : ''}`
  const canShare = typeof navigator.share === 'function'
  return (
    <div className="g-row">
      {canShare ? (
        <button
          type="button"
          className="g-chip"
          onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
        >
          {t('cabinets-share')}
        </button>
      ) : (
        <CopyButton text={url} label={t('cabinets-copy-link')} />
      )}
      {region?.phone && (
        <a className="g-chip g-chip--link" href={`tel:${region.phone.number}`}>
          {t('cabinets-wrong', { phone: region.phone.number })}
        </a>
      )}
      {!house && <Link to="/">{t('cabinets-choose-home')}</Link>}
    </div>
  )
}

/** The first screen: what is near my home. With no home yet, one question; with a home, the answer. */
import { lazy, Suspense, useState } from 'react'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { Waiting } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { HousePicker } from '#modules/geo/web/door.ts'
import { useHomes } from '#modules/people/web/door.ts'
import { HomeCard } from './home-card.tsx'
import { RoleChips } from './role-chips.tsx'
import { ServiceSearch } from './service-search.tsx'
import { ServicesForMe } from './services-for-me.tsx'
import './resident.css'

const Nearby = lazy(() => import('./nearby.tsx').then((m) => ({ default: m.Nearby })))

export function HomePage() {
  const { t } = useWords()
  const { current, choose } = useHomes()
  const [isChanging, setChanging] = useState(false)
  const [isFresh, setFresh] = useState(false)
  const isAsking = !current || isChanging

  return (
    <Page title={t('cabinets-home-title')} isWide={!isAsking}>
      {isAsking && (
        <Card label={t('cabinets-my-address')}>
          <HousePicker
            label={t('cabinets-my-address')}
            choose={(house) => {
              choose(house)
              setChanging(false)
              setFresh(true)
            }}
          />
          <p className="g-quiet g-small g-space-top">{t('cabinets-address-kept')}</p>
        </Card>
      )}
      <div className={isAsking ? 'g-column' : 'g-home-head'}>
        {current && !isChanging && (
          <HomeCard home={current} change={() => setChanging(true)} isFresh={isFresh} />
        )}
        <ServiceSearch />
      </div>
      <RoleChips />
      {current && !isChanging && (
        <Suspense fallback={<Waiting what={t('cabinets-near-loading')} lines={5} />}>
          <Nearby home={current} />
        </Suspense>
      )}
      <div className="g-column g-section">
        <ServicesForMe />
      </div>
    </Page>
  )
}

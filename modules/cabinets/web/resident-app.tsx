/** The resident's app: what is near my home, the services, what I keep. The player comes from a channel above. */
import { lazy, type ReactNode } from 'react'
import { Route, Routes } from 'react-router'
import { type NavItem, Shell } from '#kernel/web/shell.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { AccountSync } from '#modules/people/web/door.ts'
import { HomePage } from './home-page.tsx'
import { MissingPage } from './missing-page.tsx'
import { RegionBrand } from './region-brand.tsx'
import type { PlayService } from './service-page.tsx'
import { LanguageSwitch, TextSizeSwitch } from './tools.tsx'
import { useRegion } from './use-region.ts'

const ServicePage = lazy(() => import('./service-page.tsx').then((m) => ({ default: m.ServicePage })))
const ServicesPage = lazy(() => import('./services-page.tsx').then((m) => ({ default: m.ServicesPage })))
const MyPage = lazy(() => import('./my-page.tsx').then((m) => ({ default: m.MyPage })))
const SignInPage = lazy(() => import('#modules/people/web/pages.ts').then((m) => ({ default: m.SignInPage })))
const OutboxPage = lazy(() => import('#modules/people/web/pages.ts').then((m) => ({ default: m.OutboxPage })))

interface ResidentAppProps {
  play: PlayService
}

export function ResidentApp({ play }: ResidentAppProps): ReactNode {
  const { t, say } = useWords()
  const region = useRegion()
  const nav: NavItem[] = [
    { to: '/', label: t('cabinets-nav-home'), icon: 'home' },
    { to: '/services', label: t('cabinets-nav-services'), icon: 'near', also: ['/s'] },
    { to: '/me', label: t('cabinets-nav-me'), icon: 'user', also: ['/sign-in'] },
  ]
  return (
    <Shell
      brand={<RegionBrand place={region && say(region.name)} />}
      nav={nav}
      tools={
        <>
          <TextSizeSwitch />
          <LanguageSwitch />
        </>
      }
    >
      <AccountSync />
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/services" element={<ServicesPage />} />
        <Route path="/s/:id" element={<ServicePage play={play} />} />
        <Route path="/me" element={<MyPage />} />
        <Route path="/sign-in" element={<SignInPage />} />
        <Route path="/outbox" element={<OutboxPage />} />
        <Route path="*" element={<MissingPage />} />
      </Routes>
    </Shell>
  )
}

/** The studio: one set of walls for departments, developers and the team. The API catalogue is open to all. */
import { lazy, type ReactNode } from 'react'
import { Route, Routes } from 'react-router'
import { type NavItem, Shell } from '#kernel/web/shell.tsx'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { useMe } from '#modules/people/web/door.ts'
import { MissingPage } from './missing-page.tsx'
import { RegionBrand } from './region-brand.tsx'
import { StudioBoard } from './studio-board.tsx'
import { StudioGuard } from './studio-guard.tsx'
import { StudioHome } from './studio-home.tsx'
import { type Section, sections } from './studio-sections.ts'
import { LanguageSwitch } from './tools.tsx'
import { useRegion } from './use-region.ts'

const bus = () => import('#modules/bus/web/pages.ts')
const people = () => import('#modules/people/web/pages.ts')
const ApisPage = lazy(() => bus().then((m) => ({ default: m.ApisPage })))
const ApiPage = lazy(() => bus().then((m) => ({ default: m.ApiPage })))
const AppsPage = lazy(() => bus().then((m) => ({ default: m.AppsPage })))
const AppPage = lazy(() => bus().then((m) => ({ default: m.AppPage })))
const SourcesPage = lazy(() => bus().then((m) => ({ default: m.SourcesPage })))
const SourcePage = lazy(() => bus().then((m) => ({ default: m.SourcePage })))
const StaffPage = lazy(() => people().then((m) => ({ default: m.StaffPage })))
const AuditPage = lazy(() => people().then((m) => ({ default: m.AuditPage })))
const OutboxPage = lazy(() => people().then((m) => ({ default: m.OutboxPage })))
const CoveragePage = lazy(() =>
  import('#modules/catalogue/web/pages.ts').then((m) => ({ default: m.CoveragePage })),
)

export function StudioApp(): ReactNode {
  const { t, say } = useWords()
  const region = useRegion()
  return (
    <Shell
      brand={<RegionBrand place={region && `${t('studio-title')} · ${say(region.name)}`} />}
      nav={useStudioNav()}
      tools={<StudioTools />}
    >
      <Routes>
        <Route path="/" element={<StudioHome />} />
        <Route path="/apis" element={<ApisPage />} />
        <Route path="/apis/:id" element={<ApiPage />} />
        <Route
          path="/apps"
          element={
            <StudioGuard section="apps">
              <AppsPage />
            </StudioGuard>
          }
        />
        <Route
          path="/apps/:id"
          element={
            <StudioGuard section="apps">
              <AppPage />
            </StudioGuard>
          }
        />
        <Route
          path="/sources"
          element={
            <StudioGuard section="sources">
              <SourcesPage />
            </StudioGuard>
          }
        />
        <Route
          path="/sources/:id"
          element={
            <StudioGuard section="sources">
              <SourcePage />
            </StudioGuard>
          }
        />
        <Route path="/board" element={<StudioBoard />} />
        <Route path="/needs" element={<CoveragePage />} />
        <Route
          path="/staff"
          element={
            <StudioGuard section="staff">
              <StaffPage />
            </StudioGuard>
          }
        />
        <Route
          path="/audit"
          element={
            <StudioGuard section="audit">
              <AuditPage />
            </StudioGuard>
          }
        />
        <Route path="/outbox" element={<OutboxPage />} />
        <Route path="*" element={<MissingPage />} />
      </Routes>
    </Shell>
  )
}

/** On a phone the bar has room for five; the rest stand on the first page of the studio. */
function useStudioNav(): NavItem[] {
  const { t } = useWords()
  return sections.map(
    ({ path, icon, words, group, isOnPhone }: Section): NavItem => ({
      to: path,
      label: t(`studio-${words}`),
      icon,
      ...(group && { group: t(`studio-group-${group}`) }),
      ...(!isOnPhone && { isWideOnly: true }),
    }),
  )
}

/** The whole address where there is room, a mark of a person where there is not. */
function SignedIn({ email }: { email: string }) {
  return (
    <>
      <Icon name="user" />
      <span className="g-tool--wide" aria-hidden="true">
        {email}
      </span>
      <span className="g-hidden">{email}</span>
    </>
  )
}

function StudioTools() {
  const { t } = useWords()
  const { me } = useMe()
  return (
    <>
      <a className="g-tool g-tool--wide" href="/">
        {t('studio-to-resident')}
      </a>
      {me && (
        <a className="g-tool" href={me.known ? '/me' : '/sign-in?next=/studio'}>
          {me.known ? <SignedIn email={me.email ?? ''} /> : t('studio-sign-in')}
        </a>
      )}
      <LanguageSwitch />
    </>
  )
}

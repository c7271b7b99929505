import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { Page } from '#kernel/web/page.tsx'
import { EmptyState, Waiting } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { useMe } from '#modules/people/web/door.ts'
import { holds, sections } from './studio-sections.ts'

interface StudioGuardProps {
  section: string
  children: ReactNode
}

/** Says beforehand what the server would refuse anyway, and where to go. The server decides. */
export function StudioGuard({ section, children }: StudioGuardProps) {
  const { t } = useWords()
  const { me, isLoading } = useMe()
  const { pathname } = useLocation()
  const rule = sections.find(({ words }) => words === section)
  if (isLoading) return <Waiting what={t('loading-page')} />
  const isOpen = me?.known && (!rule?.may || holds(me.permissions, rule.may))
  if (isOpen) return children

  return (
    <Page title={t(`studio-${section}`)}>
      {me?.known ? (
        <EmptyState title={t('studio-no-right')}>
          {t('studio-no-right-next', { email: me.email ?? '', right: rule?.may ?? '' })}
        </EmptyState>
      ) : (
        <EmptyState
          title={t('studio-denied')}
          action={
            <a href={`/sign-in?next=${encodeURIComponent(`/studio${pathname}`)}`}>{t('studio-sign-in')}</a>
          }
        >
          {t('studio-denied-next')}
        </EmptyState>
      )}
    </Page>
  )
}

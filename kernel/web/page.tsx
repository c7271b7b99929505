/** One screen: its title in the tab, its heading, and the focus of those who do not see the change. */
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { useWords } from './words.tsx'

interface PageProps {
  title: string
  crumbs?: readonly { to: string; label: string }[]
  lead?: ReactNode
  /** Beside the heading: one action, or nothing. */
  action?: ReactNode
  isWide?: boolean
  children: ReactNode
}

export function Page({ title, crumbs = [], lead, action, isWide = false, children }: PageProps) {
  const { t } = useWords()
  const heading = useFocusOnArrival()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])

  return (
    <div className={isWide ? 'g-page g-page--wide' : 'g-page'}>
      <div className="g-page__head">
        {crumbs.length > 0 && (
          <nav className="g-crumbs" aria-label={t('crumbs-label')}>
            {crumbs.map(({ to, label }) => (
              <span key={to}>
                <Link to={to}>{label}</Link> <span aria-hidden="true">›</span>
              </span>
            ))}
          </nav>
        )}
        <div className="g-row-spread">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {action}
        </div>
        {lead && <div className="g-quiet">{lead}</div>}
      </div>
      {children}
    </div>
  )
}

let lastPath: string | undefined

/** After a change of path the heading takes the focus; on the very first page the browser's own order stays. */
function useFocusOnArrival() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    if (lastPath !== undefined && lastPath !== pathname) {
      heading.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    lastPath = pathname
  }, [pathname])
  return heading
}

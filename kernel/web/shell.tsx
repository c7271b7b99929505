/** The walls of an app: brand and tools above, tab bar below on a phone, navigation at the left on a desktop. */
import { type ReactNode, Suspense } from 'react'
import { Link, useLocation } from 'react-router'
import './shell.css'
import { Icon } from './ui/icon.tsx'
import { Waiting } from './ui/states.tsx'
import { useWords } from './words.tsx'

export interface NavItem {
  to: string
  label: string
  icon: string
  /** Paths that belong to this item besides `to` and what lies under it. */
  also?: readonly string[]
  /** A heading above this item, on wide screens. */
  group?: string
  /** Left out of the tab bar of a phone, which has room for five. */
  isWideOnly?: boolean
}

interface ShellProps {
  brand: ReactNode
  home?: string
  nav: readonly NavItem[]
  tools?: ReactNode
  children: ReactNode
}

export function Shell({ brand, home = '/', nav, tools, children }: ShellProps) {
  const { t } = useWords()
  const { pathname } = useLocation()
  return (
    <div className="g-shell">
      <a className="g-skip" href="#main">
        {t('skip-to-content')}
      </a>
      <header className="g-top">
        <Link className="g-brand" to={home}>
          {brand}
        </Link>
        <div className="g-top__tools">{tools}</div>
      </header>
      <nav className="g-nav" aria-label={t('nav-label')}>
        {nav.map((item) => (
          <NavLink key={item.to} item={item} isCurrent={isUnder(pathname, item)} />
        ))}
      </nav>
      <main className="g-main" id="main" tabIndex={-1}>
        <Suspense fallback={<Waiting what={t('loading-page')} />}>{children}</Suspense>
      </main>
    </div>
  )
}

function NavLink({ item, isCurrent }: { item: NavItem; isCurrent: boolean }) {
  return (
    <>
      {item.group && <span className="g-nav__group">{item.group}</span>}
      <Link
        className={item.isWideOnly ? 'g-nav__link g-nav__link--wide' : 'g-nav__link'}
        to={item.to}
        aria-current={isCurrent ? 'page' : undefined}
      >
        <Icon name={item.icon} />
        {item.label}
      </Link>
    </>
  )
}

function isUnder(pathname: string, { to, also = [] }: NavItem): boolean {
  return [to, ...also].some((path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
}

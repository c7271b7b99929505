import type { ReactNode } from 'react'
import { Link } from 'react-router'

interface CardProps {
  children: ReactNode
  /** Without inner space: lists and tables draw their own. */
  isFlush?: boolean
  label?: string
}

export function Card({ children, isFlush = false, label }: CardProps) {
  const className = isFlush ? 'g-card g-card--flush' : 'g-card'
  return label ? (
    <section className={className} aria-label={label}>
      {children}
    </section>
  ) : (
    <div className={className}>{children}</div>
  )
}

/** The whole card is one link: one target for a finger, one stop for the keyboard. */
export function LinkCard({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link className="g-card g-card--link" to={to}>
      {children}
    </Link>
  )
}

import { useEffect, useRef } from 'react'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { useDistrictName } from '#modules/geo/web/door.ts'
import { type Home, useHomes } from '#modules/people/web/door.ts'

interface HomeCardProps {
  home: Home
  change: () => void
  /** Chosen just now: the focus comes here from the field that is gone. */
  isFresh: boolean
}

/** The house in question, and the others one press away. */
export function HomeCard({ home, change, isFresh }: HomeCardProps) {
  const { t } = useWords()
  const { homes, choose } = useHomes()
  const name = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isFresh) name.current?.focus()
  }, [isFresh])
  const district = useDistrictName(home.district)
  return (
    <section className="g-card g-home" aria-label={t('cabinets-my-home')}>
      <span className="g-home__mark">
        <Icon name="home" />
      </span>
      <div className="g-home__words">
        <h2 ref={name} tabIndex={-1}>
          {home.short}
        </h2>
        {district && <p className="g-quiet g-small">{district}</p>}
        {homes.length > 1 && (
          <p className="g-row g-small">
            {homes.slice(1, 4).map((other) => (
              <button key={other.id} type="button" className="g-link-button" onClick={() => choose(other)}>
                {other.short}
              </button>
            ))}
          </p>
        )}
      </div>
      <button type="button" className="g-chip" onClick={change}>
        {t('cabinets-change-home')}
      </button>
    </section>
  )
}

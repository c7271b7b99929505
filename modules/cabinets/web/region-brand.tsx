import { useWords } from '#kernel/web/words.tsx'

interface RegionBrandProps {
  /** Name of the region, from the pack. */
  place: string | undefined
}

/** The mark of Gorod and the name of the region beside it. */
export function RegionBrand({ place }: RegionBrandProps) {
  const { t } = useWords()
  return (
    <>
      <svg className="g-brand__emblem" viewBox="0 0 28 28" aria-hidden="true">
        <rect width="28" height="28" rx="8" fill="currentColor" />
        <path
          d="M6 20.5h16M8 20V12l6-4.5L20 12v8M12 20v-4.5h4V20"
          fill="none"
          stroke="var(--g-on-accent)"
          strokeWidth="1.9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="g-brand__words">
        {t('product')}
        {place && <span className="g-brand__place">{place}</span>}
      </span>
    </>
  )
}

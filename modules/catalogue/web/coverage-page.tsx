import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { numberText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { type Column, DataTable } from '#kernel/web/ui/data-table.tsx'
import { Mark } from '#kernel/web/ui/mark.tsx'
import { Loaded } from '#kernel/web/ui/states.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { getCoverage } from '../contract.ts'

type Coverage = OutputOf<typeof getCoverage>
type Gap = Coverage['gaps'][number]

const tones = { full: 'good', partial: 'wait', none: 'bad' } as const

/** Which needs are met, and what is missing most. Estimates are shown as ranges, never as one bare number. */
export function CoveragePage() {
  const { t } = useWords()
  const read = useEndpoint(getCoverage, {})
  return (
    <Page title={t('catalogue-coverage-title')} lead={t('catalogue-coverage-lead')} isWide>
      <Loaded read={read} what={t('catalogue-coverage-loading')}>
        {(coverage) => (
          <>
            <Headlines figures={coverage.figures} />
            <div className="g-section">
              <h2>{t('catalogue-gaps')}</h2>
              <Gaps gaps={coverage.gaps} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Two figures, never mixed: a thousand rare needs must not hide one daily one. */
function Headlines({ figures: { needs, demand } }: { figures: Coverage['figures'] }) {
  const { t } = useWords()
  const percent = (share: { low: number; mid: number; high: number }) => ({
    mid: Math.round(share.mid * 100),
    low: Math.round(share.low * 100),
    high: Math.round(share.high * 100),
  })
  return (
    <div className="g-row">
      <p className="g-card">
        {t('catalogue-needs-covered', {
          ...percent(needs.share),
          full: needs.full,
          partial: needs.partial,
          total: needs.total,
        })}
      </p>
      <p className="g-card">
        {t('catalogue-demand-covered', percent(demand.share))}{' '}
        {demand.isUpperBound && <span className="g-quiet">{t('catalogue-upper-bound')}</span>}
      </p>
    </div>
  )
}

function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  const { t, say, lang } = useWords()
  const range = ({ low, high }: Gap['gap']) => `${rounded(low, lang)}–${rounded(high, lang)}`
  const columns: Column<Gap>[] = [
    { id: 'rank', title: t('catalogue-rank'), value: (gap) => gap.rank, isNumber: true },
    { id: 'need', title: t('catalogue-need'), value: (gap) => say(gap.title) },
    {
      id: 'degree',
      title: t('catalogue-degree'),
      value: (gap) => t(`catalogue-degree-${gap.degree}`),
      cell: (gap) => <Mark tone={tones[gap.degree]}>{t(`catalogue-degree-${gap.degree}`)}</Mark>,
    },
    {
      id: 'gap',
      title: t('catalogue-gap'),
      value: (gap) => Math.round(gap.gap.mid),
      cell: (gap) => range(gap.gap),
      isNumber: true,
    },
    {
      id: 'demand',
      title: t('catalogue-demand'),
      value: (gap) => Math.round(gap.demand.mid),
      cell: (gap) => range(gap.demand),
      isNumber: true,
    },
    { id: 'sources', title: t('catalogue-sources'), value: (gap) => gap.sources.join('; ') },
  ]
  return (
    <DataTable
      name="gaps"
      caption={t('catalogue-gaps')}
      columns={columns}
      rows={gaps}
      rowKey={(gap) => gap.need}
    />
  )
}

/** An estimate has no more than two figures worth saying. */
function rounded(n: number, lang: 'ru' | 'en'): string {
  if (n < 10) return numberText(Math.round(n), lang)
  const step = 10 ** (Math.floor(Math.log10(n)) - 1)
  return new Intl.NumberFormat(lang, { notation: 'compact' }).format(Math.round(n / step) * step)
}

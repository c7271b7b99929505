/** The board of the product: who is reached, with what, where. Exact for analysts, monthly and masked for all. */
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import type { Lang } from '#kernel/contract/text.ts'
import { calendarText, numberText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Chart } from '#kernel/web/ui/chart.tsx'
import { DateField } from '#kernel/web/ui/date-field.tsx'
import { EmptyState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAddressPart } from '#kernel/web/use-address.ts'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { boardCsvPath, getBoard, getPublicBoard } from '../contract.ts'
import './board.css'

type Board = OutputOf<typeof getBoard>
type Cell = Board['services'][number]
type Bucket = Board['series'][number]

interface BoardPageProps {
  /** Exact figures of any period, for those who may; otherwise the public board of a month. */
  isExact: boolean
  /** Names of what the board counts, from the catalogue; an id stands where there is no name. */
  nameOf: (kind: 'service' | 'role' | 'channel', id: string) => string
}

export function BoardPage(props: BoardPageProps) {
  return props.isExact ? <ExactBoard {...props} /> : <PublicBoard {...props} />
}

function ExactBoard({ nameOf }: BoardPageProps) {
  const { t } = useWords()
  const [from, setFrom] = useAddressPart('from')
  const [to, setTo] = useAddressPart('to')
  const period = { ...(from && { from }), ...(to && { to }) }
  const read = useEndpoint(getBoard, period, { staleMs: 0, keepsPrevious: true, everyMs: 30_000 })
  return (
    <Page
      title={t('measure-title')}
      isWide
      action={
        <a href={`${boardCsvPath}?${new URLSearchParams(period)}`} download>
          {t('download')}
        </a>
      }
    >
      <div className="g-row">
        <DateField label={t('measure-from')} value={from ?? read.data?.from ?? ''} change={setFrom} />
        <DateField label={t('measure-to')} value={to ?? read.data?.to ?? ''} change={setTo} />
      </div>
      <Loaded read={read} what={t('measure-loading')}>
        {(board) => <Figures board={board} nameOf={nameOf} />}
      </Loaded>
    </Page>
  )
}

function PublicBoard({ nameOf }: BoardPageProps) {
  const { t } = useWords()
  const read = useEndpoint(getPublicBoard, {}, { staleMs: 60_000 })
  return (
    <Page title={t('measure-title')} lead={t('measure-public')} isWide>
      <Loaded read={read} what={t('measure-loading')}>
        {(board) => <Figures board={board} nameOf={nameOf} />}
      </Loaded>
    </Page>
  )
}

function Figures({ board, nameOf }: { board: Board } & Pick<BoardPageProps, 'nameOf'>) {
  const { t, lang } = useWords()
  const { totals, smallestCell } = board
  const period = t('measure-period', {
    from: calendarText(board.from, lang),
    to: calendarText(board.to, lang),
  })
  const suppressed = t('measure-below', { n: smallestCell })
  const lastDay = board.peopleByDay.at(-1)
  const lastMonth = board.peopleByMonth.at(-1)
  const told = (value: number | undefined, below: number | undefined) =>
    value === undefined ? (below === undefined ? '–' : suppressed) : numberText(value, lang)

  if (totals.touches === 0) return <EmptyState title={t('measure-none')}>{t('measure-none-next')}</EmptyState>
  return (
    <>
      <dl className="g-totals">
        <Total name={t('measure-touches')} value={told(totals.touches, totals.below)} note={period} />
        <Total
          name={t('measure-people-day')}
          value={told(lastDay?.people, lastDay?.below)}
          note={lastDay ? calendarText(lastDay.at, lang) : ''}
        />
        <Total
          name={t('measure-people-month')}
          value={told(lastMonth?.people, lastMonth?.below)}
          note={lastMonth ? calendarText(lastMonth.at, lang) : ''}
        />
        <Total
          name={t('measure-done')}
          value={told(totals.done, totals.below)}
          note={
            totals.started === undefined
              ? ''
              : t('measure-of-started', { n: numberText(totals.started, lang) })
          }
        />
      </dl>
      <div className="g-board">
        <Chart
          title={findingOf('service', board.services, t('measure-by-service'))}
          kind="bar"
          note={period}
          labelsTitle={t('measure-service')}
          suppressed={suppressed}
          figures={cellsOf('service', board.services)}
        />
        <Chart
          title={findingOf('channel', board.channels, t('measure-by-channel'))}
          kind="bar"
          note={period}
          labelsTitle={t('measure-channel')}
          suppressed={suppressed}
          figures={cellsOf('channel', board.channels)}
        />
        <Chart
          title={findingOf('role', board.roles, t('measure-by-role'))}
          kind="bar"
          note={period}
          labelsTitle={t('measure-role')}
          suppressed={suppressed}
          figures={cellsOf('role', board.roles)}
        />
        <Chart
          title={t('measure-people-by-month')}
          kind="bar"
          note={t('measure-people-note')}
          labelsTitle={t('measure-month')}
          suppressed={suppressed}
          figures={bucketsOf(board.peopleByMonth, lang, t('measure-people'))}
        />
        <div className="g-board__wide">
          <Chart
            title={t('measure-people-by-day')}
            kind="line"
            note={t('measure-people-note')}
            labelsTitle={t('measure-day')}
            suppressed={suppressed}
            figures={bucketsOf(board.peopleByDay, lang, t('measure-people'))}
          />
        </div>
        <div className="g-board__wide">
          <Chart
            title={t('measure-touches-by-day')}
            kind="line"
            note={period}
            labelsTitle={t('measure-day')}
            suppressed={suppressed}
            figures={{
              labels: board.series.map(({ at }) => calendarText(at, lang)),
              series: [
                { name: t('measure-touches'), values: board.series.map(({ touches }) => touches ?? null) },
              ],
            }}
          />
        </div>
      </div>
      {board.apart && (
        <p className="g-quiet g-small">
          {t('measure-apart', { staff: board.apart.staff, monitors: board.apart.monitors })}
        </p>
      )}
    </>
  )

  /** The title says the finding: who leads, and by what share of all. */
  function findingOf(
    kind: 'service' | 'role' | 'channel',
    cells: readonly Cell[],
    otherwise: string,
  ): string {
    const all = cells.reduce((sum, { touches }) => sum + (touches ?? 0), 0)
    const first = named(cells)[0]
    if (!first?.touches || all === 0) return otherwise
    return t(`measure-leads-${kind}`, {
      name: nameOf(kind, first.id),
      share: Math.round((100 * first.touches) / all),
    })
  }
  function cellsOf(kind: 'service' | 'role' | 'channel', cells: readonly Cell[]) {
    const rows = named(cells)
    return {
      labels: rows.map(({ id }) => nameOf(kind, id)),
      series: [{ name: t('measure-touches'), values: rows.map(({ touches }) => touches ?? null) }],
    }
  }
}

const named = (cells: readonly Cell[]) =>
  cells
    .filter(({ id }) => id !== 'none')
    .toSorted((a, b) => (b.touches ?? 0) - (a.touches ?? 0))
    .slice(0, 12)

const bucketsOf = (buckets: readonly Bucket[], lang: Lang, name: string) => ({
  labels: buckets.map(({ at }) => calendarText(at, lang)),
  series: [{ name, values: buckets.map(({ people }) => people ?? null) }],
})

interface TotalProps {
  name: string
  value: string
  note: string
}

function Total({ name, value, note }: TotalProps) {
  return (
    <div className="g-card g-total">
      <dt>{name}</dt>
      <dd>
        <span className="g-total__value">{value}</span>
        <span className="g-quiet g-small g-block">{note}</span>
      </dd>
    </div>
  )
}

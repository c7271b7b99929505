/** A finding as a picture, always with its table and a download. The drawing library comes when it is needed. */
import { lazy, Suspense, useState } from 'react'
import { numberText } from '../format.ts'
import { useWords } from '../words.tsx'
import { atMostFive, downloadText, type Figures, toCsv } from './figures.ts'
import { Waiting } from './states.tsx'
import './chart.css'

const Drawing = lazy(() => import('./chart-drawing.tsx').then((m) => ({ default: m.ChartDrawing })))

interface ChartProps {
  /** The finding, in words. */
  title: string
  figures: Figures
  kind: 'bar' | 'line'
  /** Period, n, error. */
  note?: string
  labelsTitle: string
  /** What stands for a suppressed figure: «меньше 10». */
  suppressed?: string
}

export function Chart({ title, figures, kind, note, labelsTitle, suppressed = '–' }: ChartProps) {
  const { t, lang } = useWords()
  const [isTable, setTable] = useState(false)
  const shown = atMostFive(figures, t('chart-rest'))
  const rows = figures.labels.map((label, i) => [
    label,
    ...figures.series.map(({ values }) => values[i] ?? null),
  ])
  const values = figures.series.flatMap((one) => one.values)
  const isEmpty = values.every((value) => value === 0)
  // Hidden figures were counted, but cannot be drawn: the table says «меньше 10».
  const isHidden = !isEmpty && values.every((value) => !value)
  const head = [labelsTitle, ...figures.series.map(({ name }) => name)]

  return (
    <figure className="g-card g-chart">
      <figcaption>
        <h2>{title}</h2>
        {note && <p className="g-quiet g-small">{note}</p>}
      </figcaption>
      {isEmpty ? (
        <p className="g-quiet">{t('chart-empty')}</p>
      ) : isTable || isHidden ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also by keyboard
        <section className="g-chart__table" tabIndex={0} aria-label={title}>
          <table className="g-table">
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([label, ...values]) => (
                <tr key={String(label)}>
                  <th scope="row">{label}</th>
                  {values.map((value, i) => (
                    <td key={head[i + 1]} className="g-table__number">
                      {typeof value === 'number' ? numberText(value, lang) : suppressed}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <Suspense fallback={<Waiting what={t('chart-loading')} lines={4} />}>
          <Drawing figures={withHiddenSaid(shown, kind, suppressed)} kind={kind} title={title} />
        </Suspense>
      )}
      {!isEmpty && (
        <div className="g-row">
          {!isHidden && (
            <button type="button" className="g-link-button g-small" onClick={() => setTable(!isTable)}>
              {isTable ? t('show-chart') : t('show-table')}
            </button>
          )}
          <button
            type="button"
            className="g-link-button g-small"
            onClick={() => downloadText(`${fileName(title)}.csv`, toCsv(head, rows))}
          >
            {t('download')}
          </button>
        </div>
      )}
    </figure>
  )
}

/** A bar that may not be drawn says so beside its name. */
const withHiddenSaid = (figures: Figures, kind: 'bar' | 'line', suppressed: string): Figures => ({
  ...figures,
  labels: figures.labels.map((label, i) =>
    kind === 'bar' &&
    figures.series.length === 1 &&
    figures.series[0]?.values[i] === null &&
    suppressed !== '–'
      ? `${label}: ${suppressed}`
      : label,
  ),
})

const fileName = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)

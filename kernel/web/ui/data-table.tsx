/** A dense table of a cabinet: search, sorting, choice of columns, download. Its state stands in the address. */
import { type ReactNode, useState } from 'react'
import { useAddressPart } from '../use-address.ts'
import { useMedia } from '../use-media.ts'
import { useWords } from '../words.tsx'
import './chart.css'
import type { Column } from './column.ts'
import { downloadText, toCsv } from './figures.ts'
import { RowCards } from './row-cards.tsx'

export type { Column } from './column.ts'

interface DataTableProps<Row> {
  name: string
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  tools?: ReactNode
}

export function DataTable<Row>({ name, caption, columns, rows, rowKey, tools }: DataTableProps<Row>) {
  const { t } = useWords()
  const [text, setText] = useAddressPart(`${name}-q`)
  const [sort, setSort] = useAddressPart(`${name}-sort`)
  const [hidden, setHidden] = useState<readonly string[]>([])
  const isNarrow = useMedia('(max-width: 719px)')
  const seen = columns.filter((column) => !hidden.includes(column.id))
  const shown = sorted(
    rows.filter((row) => matches(row, columns, text)),
    columns,
    sort,
  )

  return (
    <div className="g-card g-card--flush">
      <div className="g-table-tools">
        <input
          type="search"
          className="g-input"
          aria-label={t('table-search')}
          placeholder={t('table-search')}
          value={text ?? ''}
          onChange={(event) => setText(event.target.value || undefined)}
        />
        {tools}
        {isNarrow && <SortChoice columns={seen} sort={sort} set={setSort} />}
        <span className="g-quiet g-small" role="status">
          {t('table-rows', { n: shown.length })}
        </span>
        <ColumnChoice columns={columns} hidden={hidden} set={setHidden} />
        <button
          type="button"
          className="g-link-button g-small"
          onClick={() =>
            downloadText(
              `${name}.csv`,
              toCsv(
                seen.map((c) => c.title),
                shown.map((row) => seen.map((c) => c.value(row))),
              ),
            )
          }
        >
          {t('download')}
        </button>
      </div>
      {isNarrow ? (
        <RowCards caption={caption} columns={seen} rows={shown} rowKey={rowKey} />
      ) : (
        <WideTable caption={caption} columns={seen} rows={shown} rowKey={rowKey} sort={sort} set={setSort} />
      )}
      {shown.length === 0 && (
        <p className="g-quiet" style={{ padding: 16 }}>
          {rows.length === 0 ? t('table-empty') : t('table-nothing')}
        </p>
      )}
    </div>
  )
}

interface WideTableProps<Row> extends Pick<DataTableProps<Row>, 'caption' | 'columns' | 'rows' | 'rowKey'> {
  sort: string | undefined
  set: (sort: string | undefined) => void
}

function WideTable<Row>({ caption, columns, rows, rowKey, sort, set }: WideTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also by keyboard
    <section className="g-table-box" tabIndex={0} aria-label={caption}>
      <table className="g-table">
        <caption className="g-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={column.isNumber ? 'g-table__number' : undefined}
                aria-sort={orderOf(sort, column.id)}
              >
                <button
                  type="button"
                  className="g-table__sort"
                  onClick={() => set(nextSort(sort, column.id))}
                >
                  {column.title}{' '}
                  <span aria-hidden="true">
                    {{ ascending: '↑', descending: '↓', none: '' }[orderOf(sort, column.id)]}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.id} className={column.isNumber ? 'g-table__number' : undefined}>
                  {column.cell ? column.cell(row) : (column.value(row) ?? '–')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Where there are no column heads to press. */
function SortChoice({
  columns,
  sort,
  set,
}: { columns: readonly { id: string; title: string }[] } & Pick<WideTableProps<unknown>, 'sort' | 'set'>) {
  const { t } = useWords()
  return (
    <select
      className="g-input"
      aria-label={t('table-sort')}
      value={sort ?? ''}
      onChange={(event) => set(event.target.value || undefined)}
    >
      <option value="">{t('table-sort')}</option>
      {columns.flatMap(({ id, title }) => [
        <option key={id} value={id}>{`${title} ↑`}</option>,
        <option key={`-${id}`} value={`-${id}`}>{`${title} ↓`}</option>,
      ])}
    </select>
  )
}

function matches<Row>(row: Row, columns: readonly Column<Row>[], text: string | undefined): boolean {
  if (!text) return true
  const all = columns
    .map((column) => column.value(row) ?? '')
    .join(' ')
    .toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

function sorted<Row>(rows: Row[], columns: readonly Column<Row>[], sort: string | undefined): Row[] {
  const column = columns.find(({ id }) => id === sort?.replace(/^-/, ''))
  if (!column || !sort) return rows
  const sign = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [column.value(a) ?? '', column.value(b) ?? '']
    return (
      sign *
      (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'ru'))
    )
  })
}

const orderOf = (sort: string | undefined, id: string): 'ascending' | 'descending' | 'none' =>
  sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : 'none'

const nextSort = (sort: string | undefined, id: string): string | undefined =>
  sort === id ? `-${id}` : sort === `-${id}` ? undefined : id

interface ColumnChoiceProps {
  columns: readonly { id: string; title: string }[]
  hidden: readonly string[]
  set: (hidden: string[]) => void
}

function ColumnChoice({ columns, hidden, set }: ColumnChoiceProps) {
  const { t } = useWords()
  return (
    <details className="g-columns">
      <summary>{t('table-columns')}</summary>
      <div className="g-columns__list">
        {columns.map(({ id, title }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={!hidden.includes(id)}
              onChange={(event) =>
                set(event.target.checked ? hidden.filter((one) => one !== id) : [...hidden, id])
              }
            />
            {title}
          </label>
        ))}
      </div>
    </details>
  )
}

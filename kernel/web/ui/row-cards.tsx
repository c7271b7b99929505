import type { Column } from './column.ts'

interface RowCardsProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/** The rows of a table where a table has no room: one card each, the first column as its name. */
export function RowCards<Row>({ caption, columns, rows, rowKey }: RowCardsProps<Row>) {
  const [name, ...rest] = columns
  return (
    <ul className="g-plain-list g-row-cards" aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
          {name && <div className="g-row-cards__name">{cellOf(name, row)}</div>}
          <dl>
            {rest
              .filter((column) => column.cell || hasValue(column.value(row)))
              .map((column) => (
                <div key={column.id}>
                  <dt>{column.title}</dt>
                  <dd>{cellOf(column, row)}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

const hasValue = (value: unknown) => value !== undefined && value !== null && value !== ''
const cellOf = <Row,>(column: Column<Row>, row: Row) => (column.cell ? column.cell(row) : column.value(row))

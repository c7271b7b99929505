import type { ReactNode } from 'react'

/** One column of a table, or one line of a card where a table has no room. */
export interface Column<Row> {
  id: string
  title: string
  /** What is sorted, searched and downloaded. */
  value: (row: Row) => string | number | null | undefined
  /** What is shown, when it is more than the value. */
  cell?: (row: Row) => ReactNode
  isNumber?: boolean
}

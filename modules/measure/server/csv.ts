/** A board as a table for a spreadsheet: one figure a line, RFC 4180, with a mark that says UTF-8. */
import type { Board } from '../contract.ts'

export function toCsv(board: Board): string {
  const lines: (string | number | undefined)[][] = [
    ['section', 'id', 'touches', 'people'],
    ['total', 'touches', board.totals.touches, undefined],
    ['total', 'started', board.totals.started, undefined],
    ['total', 'done', board.totals.done, undefined],
    ...board.series.map(({ at, touches, people }) => [board.by, at, touches, people]),
    ...board.peopleByMonth.map(({ at, people }) => ['month', at, undefined, people]),
    ...(['services', 'roles', 'needs', 'channels', 'outcomes', 'kinds'] as const).flatMap((section) =>
      board[section].map(({ id, touches, people }) => [section, id, touches, people]),
    ),
    ...(board.apart
      ? [
          ['apart', 'staff', board.apart.staff, undefined],
          ['apart', 'monitors', board.apart.monitors, undefined],
        ]
      : []),
  ]
  return `\uFEFF${lines.map((line) => `${line.map(field).join(',')}\r\n`).join('')}`
}

/** A text that a spreadsheet would take for a formula is disarmed by an apostrophe. */
function field(value: string | number | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

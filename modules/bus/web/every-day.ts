interface Line {
  readonly at: string
  readonly calls: number
  readonly refused: number
  readonly failed: number
}

/** Usage of every day up to the last one, quiet days as zeros: a gap in a chart would look like a loss of data. */
export function everyDay(lines: readonly Line[], days: number, today: string): Line[] {
  const byDay = new Map(lines.map((line) => [line.at, line]))
  const last = lines.reduce((latest, { at }) => (at > latest ? at : latest), today)
  const end = Date.parse(`${last}T00:00:00Z`)
  return Array.from({ length: days }, (_, i) => {
    const at = new Date(end - (days - 1 - i) * 86_400_000).toISOString().slice(0, 10)
    return byDay.get(at) ?? { at, calls: 0, refused: 0, failed: 0 }
  })
}

/** Figures behind a chart: the same rows feed the picture, the table and the download. Pure. */
export interface Series {
  name: string
  /** `null`: hidden under the suppression limit, or not counted. */
  values: readonly (number | null)[]
}
export interface Figures {
  labels: readonly string[]
  series: readonly Series[]
}

/** More than five series say nothing: the largest stay, the rest become one. */
export function atMostFive({ labels, series }: Figures, restName: string): Figures {
  if (series.length <= 5) return { labels, series }
  const sum = ({ values }: Series) => values.reduce<number>((all, n) => all + (n ?? 0), 0)
  const byWeight = [...series].sort((a, b) => sum(b) - sum(a))
  const rest = byWeight.slice(4)
  const values = labels.map((_, i) => rest.reduce((all, one) => all + (one.values[i] ?? 0), 0))
  return { labels, series: [...byWeight.slice(0, 4), { name: restName, values }] }
}

/** A table that Excel opens as it is: separators of the language are left to Excel, so `;` and a mark of order. */
export function toCsv(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value)
    // A leading =, +, - or @ would run as a formula in a spreadsheet, unless it is a plain number.
    const safe = /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
    return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

export function downloadText(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

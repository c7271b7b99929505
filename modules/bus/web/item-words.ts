import type { Column, Item } from '../contract.ts'

type Told = Pick<Column, 'name' | 'role' | 'values'>

/** Name and second line of a row, by the roles of its columns: no dataset is known by name here. */
export function wordsOf(
  item: Item,
  columns: readonly Told[],
  say: (text: { ru: string; en?: string }) => string,
): { title: string; text: string } {
  const by = (role: Column['role']) => columns.find((column) => column.role === role)
  const shown = (column: Told | undefined): string => {
    const value = column && item[column.name]
    if (value === undefined || value === null || value === '') return ''
    const named = column?.values?.find((one) => one.value === value)
    return named ? say(named.title) : String(value)
  }
  const kind = shown(by('kind'))
  const title = shown(by('title')) || kind || shown(by('key'))
  return { title, text: [title === kind ? '' : kind, shown(by('address'))].filter(Boolean).join(' · ') }
}

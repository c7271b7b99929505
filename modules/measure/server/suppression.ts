/**
 * What may be published about few people. A cell that stands for fewer than k is hidden; and because the
 * others and the total would tell it by subtraction, so is the next smallest, until the hidden ones together
 * stand for at least k people and are at least two.
 */
export interface Counted {
  readonly touches: number
  readonly people: number
}

/** Which cells of a whole that is shown must be hidden. Empty cells are shown: they stand for nobody. */
export function hiddenOf<T extends Counted>(cells: readonly T[], k: number): ReadonlySet<T> {
  const bySize = cells
    .filter(({ touches }) => touches > 0)
    .sort((a, b) => a.people - b.people || a.touches - b.touches)
  const hidden = new Set(bySize.filter(({ people }) => people < k))
  if (hidden.size === 0) return hidden
  let people = [...hidden].reduce((sum, cell) => sum + cell.people, 0)
  for (const cell of bySize) {
    if (hidden.size >= 2 && people >= k) break
    if (hidden.has(cell)) continue
    hidden.add(cell)
    people += cell.people
  }
  return hidden
}

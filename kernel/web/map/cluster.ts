import type { Pixel } from './camera.ts'

export interface Placed {
  id: string
  at: Pixel
}
export interface Cluster {
  ids: string[]
  at: Pixel
}

/**
 * Groups marks that would cover each other. Greedy over a grid of cells: near linear, and stable while
 * the order of the places is. Marks of `apart` (the selected one) are never swallowed.
 */
export function clusterMarks(
  placed: readonly Placed[],
  radiusPx: number,
  apart: ReadonlySet<string>,
): Cluster[] {
  const clusters: Cluster[] = []
  const cells = new Map<string, Cluster[]>()
  const cellOf = (n: number) => Math.floor(n / radiusPx)

  for (const { id, at } of placed) {
    if (apart.has(id)) {
      clusters.push({ ids: [id], at })
      continue
    }
    const near = around(cellOf(at.x), cellOf(at.y))
      .flatMap((cell) => cells.get(cell) ?? [])
      .find((cluster) => Math.hypot(cluster.at.x - at.x, cluster.at.y - at.y) < radiusPx)
    if (near) {
      near.ids.push(id)
      continue
    }
    const cluster = { ids: [id], at }
    clusters.push(cluster)
    const cell = `${cellOf(at.x)}:${cellOf(at.y)}`
    cells.set(cell, [...(cells.get(cell) ?? []), cluster])
  }
  return clusters
}

const around = (x: number, y: number): string[] =>
  [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx}:${y + dy}`))

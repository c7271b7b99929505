import { useMemo } from 'react'
import type { Point } from '#kernel/contract/geo.ts'
import type { Shapes } from '#kernel/web/map/shapes.ts'
import { type Read, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { getOutline } from '../contract.ts'

/** The schematic outline in the words of the reader; asked once a day. */
export function useShapes(): Read<{ shapes: Shapes; centre: Point }> {
  const { say } = useWords()
  const read = useEndpoint(getOutline, {}, { staleMs: 86_400_000 })
  const { lang } = useWords()
  const { data } = read
  // biome-ignore lint/correctness/useExhaustiveDependencies: `say` depends on the language alone
  const shown = useMemo(
    () =>
      data && {
        shapes: { ...data, areas: data.areas.map((area) => ({ ...area, name: say(area.name) })) },
        centre: data.centre,
      },
    [data, lang],
  )
  return { ...read, data: shown }
}

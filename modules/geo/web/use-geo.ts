import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { getBuilding, type House, listDistricts, toHouse } from '../contract.ts'

const dayMs = 86_400_000

export function useDistrictName(id: string): string | undefined {
  const { say } = useWords()
  const { data } = useEndpoint(listDistricts, {}, { staleMs: dayMs })
  const district = data?.items.find((one) => one.id === id)
  return district && say(district.name)
}

/** The house of a shared link. */
export function useHouse(id: string | undefined): { house: House | undefined; isLoading: boolean } {
  const { data, isLoading } = useEndpoint(getBuilding, id === undefined ? undefined : { id }, {
    staleMs: dayMs,
  })
  return { house: data && toHouse(data), isLoading }
}

import { useEffect } from 'react'
import { tellRegion } from '#kernel/web/region.ts'
import { setAccent } from '#kernel/web/region-theme.ts'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { getRegion, type Region } from '../contract.ts'

/** The region of this installation; its clock, its colour and its way of writing addresses reach every screen. */
export function useRegion(): Region | undefined {
  const { data } = useEndpoint(getRegion, {}, { staleMs: 86_400_000 })
  useEffect(() => {
    if (!data) return
    const { timeZone, centre, example, accent } = data
    tellRegion({ timeZone, centre, ...(example !== undefined && { example }) })
    setAccent(accent)
  }, [data])
  return data
}

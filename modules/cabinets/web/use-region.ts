import { useEffect } from 'react'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { getRegion, type Region } from '../contract.ts'

/** The region, and its accent on the theme where the pack names one and the contrast of white on it holds. */
export function useRegion(): Region | undefined {
  const { data } = useEndpoint(getRegion, {}, { staleMs: 86_400_000 })
  const accent = data?.accent
  useEffect(() => {
    if (accent) document.documentElement.style.setProperty('--g-pack-accent', accent)
  }, [accent])
  return data
}

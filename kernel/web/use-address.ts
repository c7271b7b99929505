import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'

/**
 * One part of the query string as state: filters, views and positions survive a reload and travel with
 * a link. Changing it does not add a step to the history, and keeps the state of the current step.
 */
export function useAddressPart(name: string): [string | undefined, (value: string | undefined) => void] {
  const { search, state, hash } = useLocation()
  const navigate = useNavigate()
  const value = new URLSearchParams(search).get(name) ?? undefined
  const set = useCallback(
    (next: string | undefined) => {
      const parts = new URLSearchParams(window.location.search)
      if (next === undefined) parts.delete(name)
      else parts.set(name, next)
      navigate({ search: parts.toString(), hash }, { replace: true, state, preventScrollReset: true })
    },
    [navigate, name, state, hash],
  )
  return [value, set]
}

import { useEffect, useRef } from 'react'
import { useKept } from '#kernel/web/kept.ts'
import { useAct, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { getMe, type Me, saveHomes, saveRoles } from '../contract.ts'
import { keptHomes, keptRoles } from './device.ts'

export function useMe(): { me: Me | undefined; isLoading: boolean } {
  const { data, isLoading } = useEndpoint(getMe, {}, { staleMs: 300_000 })
  return { me: data, isLoading }
}

/**
 * Keeps the account and the device alike while somebody is signed in: the account is read once and wins,
 * later changes on the device are saved to it. Draws nothing.
 */
export function AccountSync(): null {
  const { me } = useMe()
  const [homes, setHomes] = useKept(keptHomes)
  const [roles, setRoles] = useKept(keptRoles)
  const { act: keepHomes } = useAct(saveHomes)
  const { act: keepRoles } = useAct(saveRoles)
  const held = useRef<{ id: string; homes: string; roles: string } | undefined>(undefined)

  useEffect(() => {
    if (!me?.known || me.id === undefined) {
      held.current = undefined
      return
    }
    held.current = { id: me.id, homes: JSON.stringify(me.homes), roles: JSON.stringify(me.roles) }
    setHomes(me.homes)
    setRoles(me.roles)
  }, [me, setHomes, setRoles])

  useEffect(() => {
    if (!held.current || held.current.homes === JSON.stringify(homes)) return
    held.current.homes = JSON.stringify(homes)
    // A failed save is not shown: the device keeps the homes, and the next change saves them all again.
    keepHomes({ homes: [...homes] }).catch(() => undefined)
  }, [homes, keepHomes])

  useEffect(() => {
    if (!held.current || held.current.roles === JSON.stringify(roles)) return
    held.current.roles = JSON.stringify(roles)
    keepRoles({ roles: [...roles] }).catch(() => undefined)
  }, [roles, keepRoles])

  return null
}

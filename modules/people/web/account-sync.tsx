import { useEffect, useRef } from 'react'
import { keptOnDevice, useKept } from '#kernel/web/kept.ts'
import { useAct, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { getMe, type Home, type Me, saveHomes, saveRoles } from '../contract.ts'
import { keptHomes, keptRoles } from './device.ts'
import { mergeKept } from './merge-kept.ts'

const homeId = ({ id }: Home): string => id
const roleId = (role: string): string => role

/** Ids that this device and the account last held alike. */
const keptAlike = keptOnDevice<{ homes: string[]; roles: string[] }>('alike', (found) => {
  const parts = new Map<string, unknown>(
    Object.entries(typeof found === 'object' && found !== null ? found : {}),
  )
  const texts = (part: unknown) => (Array.isArray(part) ? part.filter((one) => typeof one === 'string') : [])
  return { homes: texts(parts.get('homes')), roles: texts(parts.get('roles')) }
})

export function useMe(): { me: Me | undefined; isLoading: boolean } {
  const { data, isLoading } = useEndpoint(getMe, {}, { staleMs: 300_000 })
  return { me: data, isLoading }
}

/** Keeps the account and the device alike while somebody is signed in. Draws nothing. */
export function AccountSync(): null {
  const { me } = useMe()
  const [homes, setHomes] = useKept(keptHomes)
  const [roles, setRoles] = useKept(keptRoles)
  const { act: keepHomes } = useAct(saveHomes)
  const { act: keepRoles } = useAct(saveRoles)
  /** What the account is known to hold; undefined for a guest. */
  const held = useRef<{ homes: string; roles: string } | undefined>(undefined)

  useEffect(() => {
    held.current = me?.known
      ? { homes: JSON.stringify(me.homes), roles: JSON.stringify(me.roles) }
      : undefined
    if (!me?.known) return
    const alike = keptAlike.get()
    setHomes(mergeKept(me.homes, keptHomes.get(), alike.homes, homeId))
    setRoles(mergeKept(me.roles, keptRoles.get(), alike.roles, roleId))
    keptAlike.set({ homes: me.homes.map(homeId), roles: [...me.roles] })
  }, [me, setHomes, setRoles])

  useEffect(() => {
    const now = JSON.stringify(homes)
    if (!held.current || held.current.homes === now) return
    held.current.homes = now
    // A failed save is not shown: the device keeps the homes and offers them again at the next start.
    keepHomes({ homes: [...homes] })
      .then((saved) => keptAlike.set({ ...keptAlike.get(), homes: saved.homes.map(homeId) }))
      .catch(() => undefined)
  }, [homes, keepHomes])

  useEffect(() => {
    const now = JSON.stringify(roles)
    if (!held.current || held.current.roles === now) return
    held.current.roles = now
    keepRoles({ roles: [...roles] })
      .then((saved) => keptAlike.set({ ...keptAlike.get(), roles: saved.roles }))
      .catch(() => undefined)
  }, [roles, keepRoles])

  return null
}

import { useKept } from '#kernel/web/kept.ts'
import type { Home } from '../contract.ts'
import { keptHomes, keptRecent, keptRoles } from './device.ts'

export interface Homes {
  homes: readonly Home[]
  current: Home | undefined
  /** Keeps the home and makes it the one in question. */
  choose: (home: Home) => void
  remove: (id: string) => void
}

export function useHomes(): Homes {
  const [homes, set] = useKept(keptHomes)
  return {
    homes,
    current: homes[0],
    choose: (home) => set([home, ...keptHomes.get().filter(({ id }) => id !== home.id)].slice(0, 20)),
    remove: (id) => set(keptHomes.get().filter((home) => home.id !== id)),
  }
}

export function useRoles(): { roles: readonly string[]; toggle: (role: string) => void } {
  const [roles, set] = useKept(keptRoles)
  return {
    roles,
    toggle: (role) => set(roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role]),
  }
}

export function useRecent(): { recent: readonly string[]; visit: (service: string) => void } {
  const [recent, set] = useKept(keptRecent)
  return {
    recent,
    visit: (service) => {
      if (keptRecent.get()[0] !== service)
        set([service, ...keptRecent.get().filter((one) => one !== service)].slice(0, 6))
    },
  }
}

/** What this device knows of its person without any account: an id, homes, roles, services used last. */
import { type Kept, keptOnDevice } from '#kernel/web/kept.ts'
import { randomId } from '#kernel/web/random-id.ts'
import type { Home } from '../contract.ts'

const list = (found: unknown): unknown[] => (Array.isArray(found) ? found : [])
const texts = (found: unknown): string[] => list(found).filter((one) => typeof one === 'string')

/** Random, made here, never shown; the server hashes it with a salt that it destroys every month. */
export const deviceId: Kept<string> = keptOnDevice('device', (found) =>
  typeof found === 'string' && found.length >= 8 ? found : '',
)

export function ownDeviceId(): string {
  if (deviceId.get() === '') deviceId.set(randomId())
  return deviceId.get()
}

/** The first home is the one in question. */
export const keptHomes = keptOnDevice<readonly Home[]>('homes', (found) =>
  list(found).filter(isHome).slice(0, 20),
)
export const keptRoles = keptOnDevice<readonly string[]>('roles', (found) => texts(found).slice(0, 40))
export const keptRecent = keptOnDevice<readonly string[]>('recent', (found) => texts(found).slice(0, 6))

export function isHome(found: unknown): found is Home {
  if (typeof found !== 'object' || found === null) return false
  const home = new Map<string, unknown>(Object.entries(found))
  const geo = home.get('geo')
  const hasPoint =
    typeof geo === 'object' &&
    geo !== null &&
    'lat' in geo &&
    typeof geo.lat === 'number' &&
    'lon' in geo &&
    typeof geo.lon === 'number'
  return hasPoint && ['id', 'short', 'full', 'district'].every((field) => typeof home.get(field) === 'string')
}

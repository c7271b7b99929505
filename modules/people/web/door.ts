/** What screens above take from people. Whole pages stand in `pages.ts`, fetched when opened. */
export type { Home } from '../contract.ts'
export { AccountCard } from './account-card.tsx'
export { AccountSync, useMe } from './account-sync.tsx'
export { ownDeviceId } from './device.ts'
export { useHomes, useRecent, useRoles } from './use-homes.ts'

/** Rooms of the studio, by nouns. `may` is the permission that opens one; absent: open to all. */
export interface Section {
  path: string
  icon: string
  words: string
  group?: string
  isOnPhone?: boolean
  may?: string
  /** Any signed-in person, without a permission. */
  isForSignedIn?: boolean
}

export const sections: readonly Section[] = [
  { path: '/apis', icon: 'book', words: 'apis', group: 'data', isOnPhone: true },
  { path: '/apps', icon: 'key', words: 'apps', isOnPhone: true, isForSignedIn: true },
  { path: '/sources', icon: 'water', words: 'sources', isOnPhone: true, may: 'bus.manage' },
  { path: '/board', icon: 'chart', words: 'board', group: 'product', isOnPhone: true },
  { path: '/needs', icon: 'idea', words: 'coverage' },
  { path: '/staff', icon: 'users', words: 'staff', group: 'people', may: 'people.manage' },
  { path: '/audit', icon: 'clock', words: 'audit', may: 'people.audit' },
]

/** `bus.manage` is held by itself, by `bus.*` and by `*`. */
export function holds(permissions: readonly string[], wanted: string): boolean {
  return [wanted, `${wanted.split('.')[0]}.*`, '*'].some((one) => permissions.includes(one))
}

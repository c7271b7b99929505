import { useSyncExternalStore } from 'react'

/**
 * A small value kept on this device. It works without an account and survives a reload; where storage
 * is closed (private windows), it lives as long as the page.
 */
export interface Kept<T> {
  get: () => T
  set: (next: T) => void
  subscribe: (changed: () => void) => () => void
}

/** `read` turns whatever is found into a valid value: old formats and damage must not break a start. */
export function keptOnDevice<T>(key: string, read: (found: unknown) => T): Kept<T> {
  const name = `gorod.${key}`
  const listeners = new Set<() => void>()
  let value = read(stored(name))

  window.addEventListener('storage', (event) => {
    if (event.key !== name) return
    value = read(stored(name))
    for (const changed of listeners) changed()
  })

  return {
    get: () => value,
    set(next) {
      value = next
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // Storage is full or closed: the value still holds for this page.
      }
      for (const changed of listeners) changed()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

export function useKept<T>(kept: Kept<T>): [T, (next: T) => void] {
  return [useSyncExternalStore(kept.subscribe, kept.get), kept.set]
}

/** Forgets everything that Gorod has kept on this device. */
export function forgetDevice(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith('gorod.')) localStorage.removeItem(name)
  } catch {
    // Storage is closed: nothing was kept.
  }
}

function stored(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

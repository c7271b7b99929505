import type { Point } from '#kernel/contract/geo.ts'

export type Located = { kind: 'found'; point: Point } | { kind: 'denied' } | { kind: 'failed' }

/** Where the device says it is. A refusal by the person is an answer, not an error. */
export function locate(): Promise<Located> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ kind: 'failed' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ kind: 'found', point: { lat: coords.latitude, lon: coords.longitude } }),
      (error) => resolve({ kind: error.code === error.PERMISSION_DENIED ? 'denied' : 'failed' }),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  })
}

/** Constant headers and the check against forged requests, each in one place. */

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(self)',
} as const

/** Headers of data: never a document, so nothing in it may run. */
export const dataHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** Headers of pages. Scripts come from our own files only; the map draws in a worker made from a blob. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; '),
}

/**
 * True when a request that changes something was made by our own page or by a program, not by a page of
 * another site (Fetch Metadata, with Origin for older browsers). Needed only where a cookie signs in.
 */
export function isOwnRequest(headers: Readonly<Record<string, string | undefined>>, publicUrl: URL): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = headers['origin']
  if (origin === undefined) return true
  return origin === publicUrl.origin || (URL.canParse(origin) && new URL(origin).host === headers['host'])
}

/** Where people reach us by HTTPS, they shall never come by anything else. */
export const transportHeaders = (publicUrl: URL): Readonly<Record<string, string>> =>
  publicUrl.protocol === 'https:'
    ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : {}

/**
 * Keys of apps: `grd_<kind>_<id>_<secret><crc32>`. The checksum lets a scanner of leaked secrets, and the
 * gateway, tell a key from a typing error without asking anybody. Only the SHA-256 of a key is stored.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { KeyKind } from '../../contract.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const idLength = 12
const secretLength = 52

export interface ParsedKey {
  readonly kind: KeyKind
  readonly id: string
}

/** 256 random bits, written in letters and digits that are not mistaken for each other. */
export function makeKey(kind: KeyKind, random: (bytes: number) => Buffer): { id: string; text: string } {
  const id = encode(random(8)).slice(0, idLength)
  const start = `grd_${kind}_${id}_${encode(random(33)).slice(0, secretLength)}`
  return { id, text: start + checksum(start) }
}

/** Undefined when it cannot be a key: wrong form or wrong checksum. */
export function parseKey(text: string): ParsedKey | undefined {
  const found = /^grd_(sec|pub)_([0-9a-z]{12})_([0-9a-z]{52})([0-9a-f]{8})$/.exec(text)
  if (!found || checksum(text.slice(0, -8)) !== found[4]) return undefined
  return { kind: found[1] as KeyKind, id: found[2] as string }
}

export const hashKey = (text: string): string => createHash('sha256').update(text).digest('hex')

export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Enough to recognise a key, not enough to use it. */
export const hintOf = (kind: KeyKind, id: string): string => `grd_${kind}_${id.slice(0, 6)}…`

/** How long a replaced key goes on. */
export const graceDays = 7

export type KeyState = 'live' | 'ending' | 'revoked'

export function keyState(
  { endsAt, revokedAt }: { endsAt: Date | null; revokedAt: Date | null },
  now: Date,
): KeyState {
  if (revokedAt || (endsAt && endsAt <= now)) return 'revoked'
  return endsAt ? 'ending' : 'live'
}

const checksum = (text: string) => crc32(text).toString(16).padStart(8, '0')

function encode(bytes: Buffer): string {
  let text = ''
  let [bits, held] = [0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text
}

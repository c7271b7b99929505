/**
 * What people said, at rest: AES-256-GCM under a key made from the secret of this installation (FLOWS.md 4.3).
 * Packed before it is sealed, because the database cannot pack what it cannot read, and a journal of answers
 * repeats itself a lot.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

export interface Vault {
  /** `place` names the row: sealed bytes moved to another row do not open. */
  seal(value: unknown, place: string): Buffer
  open<T>(sealed: Buffer, place: string): T
}

const nonceBytes = 12
const tagBytes = 16

export function createVault(secret: Buffer, random: (bytes: number) => Buffer): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'flows.journal', 32))
  return {
    seal(value, place) {
      const nonce = random(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(pack(value)), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, place) {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
      cipher.setAAD(Buffer.from(place))
      cipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      const body = Buffer.concat([cipher.update(sealed.subarray(nonceBytes + tagBytes)), cipher.final()])
      return JSON.parse(inflateRawSync(body).toString('utf8'))
    },
  }
}

/** The quickest level: five times smaller already, in a fraction of a millisecond. */
const pack = (value: unknown): Buffer => deflateRawSync(Buffer.from(JSON.stringify(value)), { level: 1 })

/** What people said, at rest: AES-256-GCM under a key made from the secret of this installation (FLOWS.md 4.3). */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

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
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, place) {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
      cipher.setAAD(Buffer.from(place))
      cipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      const body = Buffer.concat([cipher.update(sealed.subarray(nonceBytes + tagBytes)), cipher.final()])
      return JSON.parse(body.toString('utf8'))
    },
  }
}

import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A fresh id: prefix, time (so that neighbours in time lie together) and 80 random bits. */
export function newId(prefix: string, now: Date = new Date()): string {
  const time = encode(BigInt(now.getTime()), 9)
  const random = encode(BigInt(`0x${randomBytes(10).toString('hex')}`), 16)
  return `${prefix}_${time}${random}`
}

/** Crockford's base 32: no letters that are mistaken for digits. */
function encode(value: bigint, length: number): string {
  let text = ''
  let rest = value
  for (let i = 0; i < length; i++) {
    text = alphabet[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return text
}

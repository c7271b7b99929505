/** 128 random bits in hex. `crypto.randomUUID` is closed on plain http; this is not. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

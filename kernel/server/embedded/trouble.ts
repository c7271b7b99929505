/**
 * The embedded database cannot be used, and a person has to do something about it. The message is shown
 * as it is, before the platform knows anybody's language: Russian first, English after.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

export function cannot(ru: string, en: string, cause?: unknown): never {
  throw new EmbeddedPostgresError(`${ru}\n${en}`, cause === undefined ? {} : { cause })
}

/** How a reading goes on after an answer. Pure: the address that was read and the answer in, the next one out. */
import type { Static, TSchema } from 'typebox'

export interface ReadSoFar {
  readonly address: string
  /** Answers read before this one. */
  readonly n: number
  /** Rows the decoder found in the answer. */
  readonly rows: number
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

export interface Progress<S extends TSchema = TSchema> {
  readonly name: string
  readonly schema: S
  /** True when the last good answer may be asked after with `If-None-Match`. */
  readonly asksForChange?: boolean
  first?(address: string, spec: Static<S>): string
  /** Undefined: everything is read. */
  next(read: ReadSoFar, spec: Static<S>): string | undefined
}

export const progress = <S extends TSchema>(p: Progress<S>): Progress => p as unknown as Progress

/** An address with query parameters set. */
export function withParameters(address: string, parameters: Record<string, string | number>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value))
  return url.href
}

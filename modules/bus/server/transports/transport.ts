/** Where bytes come from. A transport throws `RunFailure` when they do not come. */
import type { Static, TSchema } from 'typebox'
import type { Egress } from '#kernel/server/egress.ts'
import type { Pack } from '#kernel/server/pack.ts'
import type { OriginName } from '../../contract/datasets.ts'

export interface Answer {
  readonly bytes: Buffer
  /** Those that matter later: etag, last-modified, link, content-type. */
  readonly headers: Readonly<Record<string, string>>
}

export interface Means {
  readonly egress: Egress
  readonly packDir: string
  readonly mirrorDir: string | undefined
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** ETag and the like of the last good reading. */
  readonly validators: Readonly<Record<string, string>>
}

export interface Transport<S extends TSchema = TSchema> {
  readonly name: string
  readonly schema: S
  /** Origins of this name may use it. */
  readonly origins: readonly OriginName[]
  /** Kinds of progress that make sense. */
  readonly progress: readonly string[]
  mistake?(spec: Static<S>, origin: OriginName, pack: Pack): string | undefined
  address(spec: Static<S>): string
  /** Undefined: the far side says that nothing has changed. */
  read(address: string, spec: Static<S>, origin: OriginName, means: Means): Promise<Answer | undefined>
}

export const transport = <S extends TSchema>(t: Transport<S>): Transport => t as unknown as Transport

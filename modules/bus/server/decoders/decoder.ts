/** Bytes into rows. A decoder throws `RunFailure` when the whole is broken; one bad row is only rejected. */
import type { Static, TSchema } from 'typebox'
import type { Row, RowProblem } from '../ops/op.ts'

export type Decoded = { readonly row: Row } | { readonly reject: RowProblem; readonly raw: unknown }

export interface Decoder<S extends TSchema = TSchema> {
  readonly name: string
  readonly schema: S
  /** What the schema cannot say; words for the author of the pack. */
  mistake?(spec: Static<S>): string | undefined
  decode(bytes: Buffer, spec: Static<S>): Iterable<Decoded>
}

export const decoder = <S extends TSchema>(d: Decoder<S>): Decoder => d as unknown as Decoder

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

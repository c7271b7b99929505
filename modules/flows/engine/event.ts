/** What goes into the engine and what comes out. Everything that may influence a talk is here; there is no hidden input. */
import type { Text } from '#kernel/contract/text.ts'
import type { Plain } from '#kernel/expression/expression.ts'
import type { FlowDocument } from '../contract/flow.ts'
import type { Turn } from '../contract/turn.ts'
import type { Origin } from '../contract/view.ts'

/** The journal of a session is the list of these. */
export type FlowEvent =
  | { readonly kind: 'turn'; readonly turn: Turn }
  /** The answer to a request. A house request is answered with a list of `House`. */
  | {
      readonly kind: 'answered'
      readonly id: string
      readonly at: string
      readonly ok: boolean
      readonly value?: unknown
      readonly origin?: Origin
      /** Code of the refusal or fault. */
      readonly error?: string
    }
  /** The deadline of the channel is near and requests are still open. */
  | { readonly kind: 'slow'; readonly at: string }

/** What must be done outside. Answered by an `answered` event with the same id. */
export type FlowRequest =
  | {
      readonly kind: 'query'
      readonly id: string
      readonly service: string
      readonly with: Record<string, Plain>
      readonly timeoutMs?: number
      readonly staleS?: number
    }
  | {
      readonly kind: 'act'
      readonly id: string
      readonly service: string
      readonly with: Record<string, Plain>
      readonly idempotencyKey: string
      readonly timeoutMs?: number
    }
  | {
      readonly kind: 'house'
      readonly id: string
      readonly text?: string
      readonly geo?: { lat: number; lon: number }
    }

export interface PinnedFlow {
  readonly document: FlowDocument
  /** Content hash: `hashFlow(document, sha256)`. */
  readonly version: string
}

/** Constant for the life of a session. */
export interface FlowEnv {
  readonly session: string
  /** Stable id of the person (or of the device): decides the way of a split. */
  readonly person: string
  /** IANA name, from the pack. */
  readonly timeZone: string
  /** An address as residents write it, from the pack: for hints. */
  readonly example?: string
  /** Lower-case hex of SHA-256 of the UTF-8 text. */
  readonly sha256: (text: string) => string
  /** The flow that `call` names (`id@^1`); with a version, exactly that one. */
  readonly flow: (reference: string, version?: string) => PinnedFlow | undefined
  /** Whether operators listen, and whom to phone when they do not. */
  readonly human: {
    readonly queue: boolean
    readonly phone?: { readonly number: string; readonly title: Text }
  }
}

/** Which need and role the passed nodes served: goes into the touch. */
export interface Tags {
  readonly need?: string
  readonly role?: string
}

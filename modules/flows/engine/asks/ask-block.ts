/** What every ask type tells the engine: one file per type, one list in index.ts. */
import type { Text } from '#kernel/contract/text.ts'
import type { Plain } from '#kernel/expression/expression.ts'
import type { Me } from '../../contract/turn.ts'
import type { AskType } from '../../contract/view.ts'
import type { OpenField, OpenOption } from '../state.ts'
import type { Clock } from '../words/days.ts'

export interface AskContext {
  readonly clock: Clock
  readonly lang: 'ru' | 'en'
  readonly me: Me
  /** Longest accepted text. */
  readonly max: number
  /** The variable is declared `int`. */
  readonly whole: boolean
  /** Version of the question's text: consent keeps it. */
  readonly textVersion: string
}

export type AnswerInput =
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'location'; readonly lat: number; readonly lon: number }
  | {
      readonly kind: 'file'
      readonly id: string
      readonly name?: string | undefined
      readonly mime?: string | undefined
    }

export type Understood =
  | { kind: 'value'; value: Plain }
  /** Several options fit: these are asked. */
  | { kind: 'several'; options: OpenOption[] }
  /** An address that the outside resolves. */
  | { kind: 'resolve'; text?: string; geo?: { lat: number; lon: number } }
  /** Part of a `many`: the question stays open. */
  | { kind: 'chosen'; values: Plain[] }
  | { kind: 'none' }

export interface AskBlock {
  readonly type: AskType
  /** What is expected: said by `help` and `unknown`. */
  readonly hint: Text
  /** The same with an address of the region, where the region gives one. */
  readonly hintBy?: (example: string) => Text
  /** A speaker can answer it. */
  readonly byVoice: boolean
  /** Options the type brings itself. */
  readonly options?: (context: AskContext) => OpenOption[]
  /** A typed value from a slot, a form, an input, the profile or a press; undefined when it does not belong to the type. */
  readonly accept: (value: Plain, context: AskContext, options: readonly OpenOption[]) => Plain | undefined
  /** What the person said or sent. Options were already tried by their exact names. */
  readonly understand: (input: AnswerInput, field: OpenField, context: AskContext) => Understood
}

export const none: Understood = { kind: 'none' }
export const toUnderstood = (value: Plain | undefined): Understood =>
  value === undefined ? none : { kind: 'value', value }

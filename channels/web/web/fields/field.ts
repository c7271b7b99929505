import type { AskView } from '#modules/flows/contract/view.ts'

/** A question without its place: fields of a form and single asks are the same thing. */
export type Question = Omit<AskView, 'kind'>

export interface FieldProps {
  question: Question
  value: unknown
  change: (value: unknown) => void
  /** Gives the value at once, where one press says everything. Absent inside a form. */
  give?: ((value: unknown) => void) | undefined
}

/** A closed choice of at most this many is shown whole; a longer one is searched. */
export const shownWhole = 12

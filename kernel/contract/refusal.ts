/**
 * A refusal is an answer, not an accident: the caller asked for something the rules do not allow.
 * Its code is part of the contract; its words live in `texts/<lang>.ftl` (dots become dashes there).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, details: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.status = status
    this.details = details
  }
}

/** Refuses with one of the declared codes. Annotate a const of this type explicitly so that `refuse` narrows. */
export type Refuse<Code extends string> = (code: Code, details?: Record<string, unknown>) => never

/** Every refusal of every module, by code: the source of the error reference and of OpenAPI. */
export const knownRefusals = new Map<string, number>()

/**
 * Declares a module's refusals once: code → HTTP status.
 *
 * @example
 * export const refuse = defineRefusals({ 'votes.closed': 409 })
 * const ballot = found ?? refuse('votes.no_such_ballot')
 */
export function defineRefusals<const T extends Record<string, number>>(codes: T): Refuse<keyof T & string> {
  for (const [code, status] of Object.entries(codes)) knownRefusals.set(code, status)
  return (code, details) => {
    throw new Refusal(code, codes[code] as number, details)
  }
}

/** What the kernel itself may refuse. */
export const refuse: Refuse<
  | 'access.sign_in'
  | 'access.denied'
  | 'access.forged'
  | 'input.invalid'
  | 'input.too_large'
  | 'input.not_json'
  | 'path.unknown'
  | 'rate.exceeded'
> = defineRefusals({
  'access.sign_in': 401,
  'access.denied': 403,
  'access.forged': 403,
  'input.invalid': 400,
  'input.too_large': 413,
  'input.not_json': 400,
  'path.unknown': 404,
  'rate.exceeded': 429,
})

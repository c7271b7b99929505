import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'

export const refuse: Refuse<
  | 'flows.no_such_flow'
  | 'flows.no_such_session'
  | 'flows.not_on_channel'
  | 'flows.no_such_code'
  | 'flows.codes_locked'
  | 'flows.no_such_act'
  | 'flows.bad_parameter'
  | 'flows.too_slow'
  | 'flows.not_here'
> = defineRefusals({
  'flows.no_such_flow': 404,
  /** The talk has expired or belongs to somebody else. */
  'flows.no_such_session': 404,
  'flows.not_on_channel': 409,
  /** The code to go on with is wrong, was used, or has expired. */
  'flows.no_such_code': 404,
  /** Five wrong codes: the device waits for ten minutes. */
  'flows.codes_locked': 429,
  /** A flow names an act that no module offers. */
  'flows.no_such_act': 404,
  'flows.bad_parameter': 400,
  'flows.too_slow': 504,
  /** The act belongs to a part of the city that is not open yet. */
  'flows.not_here': 501,
})

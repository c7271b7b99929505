import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'

export const refuse: Refuse<
  | 'bus.no_such_dataset'
  | 'bus.no_such_source'
  | 'bus.no_such_run'
  | 'bus.no_such_app'
  | 'bus.no_such_key'
  | 'bus.no_data_yet'
  | 'bus.unknown_parameter'
  | 'bus.bad_parameter'
  | 'bus.key_malformed'
  | 'bus.key_unknown'
  | 'bus.key_revoked'
  | 'bus.key_wrong_origin'
  | 'bus.quota_exceeded'
  | 'bus.too_fast'
  | 'bus.too_many_apps'
  | 'bus.too_many_keys'
  | 'bus.origins_needed'
  | 'bus.no_such_origin'
  | 'bus.already_running'
  | 'bus.not_running'
  | 'bus.too_late'
> = defineRefusals({
  'bus.no_such_dataset': 404,
  'bus.no_such_source': 404,
  'bus.no_such_run': 404,
  'bus.no_such_app': 404,
  'bus.no_such_key': 404,
  /** The dataset is declared, but no run of its source has ever succeeded. */
  'bus.no_data_yet': 503,
  'bus.unknown_parameter': 400,
  'bus.bad_parameter': 400,
  /** Not a key at all: wrong form or wrong checksum. */
  'bus.key_malformed': 401,
  'bus.key_unknown': 401,
  'bus.key_revoked': 401,
  /** A publishable key used on a site it is not bound to. */
  'bus.key_wrong_origin': 403,
  'bus.quota_exceeded': 429,
  'bus.too_fast': 429,
  'bus.too_many_apps': 409,
  'bus.too_many_keys': 409,
  'bus.origins_needed': 400,
  'bus.no_such_origin': 400,
  'bus.already_running': 409,
  'bus.not_running': 409,
  'bus.too_late': 504,
})

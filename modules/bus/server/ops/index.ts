/** The ops, one file each. */
import { cast } from './cast.ts'
import { dedupe } from './dedupe.ts'
import { derive } from './derive.ts'
import { explode } from './explode.ts'
import { filter } from './filter.ts'
import { geocode } from './geocode.ts'
import { lookup } from './lookup.ts'
import { mask } from './mask.ts'
import type { Op } from './op.ts'
import { rename } from './rename.ts'
import { select } from './select.ts'

export const ops: readonly Op[] = [
  select,
  rename,
  cast,
  derive,
  filter,
  explode,
  dedupe,
  lookup,
  geocode,
  mask,
]

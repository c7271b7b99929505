/** The ways of going on, one file each. */
import { etag } from './etag.ts'
import { next } from './next.ts'
import { none } from './none.ts'
import { offset } from './offset.ts'
import { page } from './page.ts'
import type { Progress } from './progress.ts'

export const progressKinds: readonly Progress[] = [none, etag, page, offset, next]

import type { Texts } from '#kernel/server/texts.ts'
import type { Definitions } from '../definition/definitions.ts'
import type { RunParts } from './execute-run.ts'

/** What the life of runs needs beside the reading itself. */
export interface RunServiceParts extends RunParts {
  readonly definitions: Definitions
  readonly texts: Texts
}

/**
 * Why a run ended without a new version. The code is stable; its words are the text `bus-failed-<code>`.
 * The last good version stays in every case.
 */
export type FailureCode =
  | 'unavailable'
  | 'timeout'
  | 'no_such_host'
  | 'private_address'
  | 'rejected'
  | 'bad_status'
  | 'no_file'
  | 'wrong_charset'
  | 'broken_file'
  | 'no_rows_at_path'
  | 'empty_answer'
  | 'all_rejected'
  | 'too_many_rejects'
  | 'shrunk'
  | 'too_many_rows'
  | 'too_many_bytes'
  | 'too_long'
  | 'fault'

export class RunFailure extends Error {
  override readonly name = 'RunFailure'
  readonly code: FailureCode
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: FailureCode, details: Record<string, string | number> = {}, cause?: unknown) {
    super(code, { cause })
    this.code = code
    this.details = details
  }
}

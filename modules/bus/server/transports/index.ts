/** The transports, one file each. */
import { file } from './file.ts'
import { http } from './http.ts'
import type { Transport } from './transport.ts'

export const transports: readonly Transport[] = [http, file]

/** The decoders, one file each. */
import { csv } from './csv.ts'
import type { Decoder } from './decoder.ts'
import { geojson } from './geojson.ts'
import { json } from './json.ts'

export const decoders: readonly Decoder[] = [csv, json, geojson]

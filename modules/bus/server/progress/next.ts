import { Type } from 'typebox'
import { JsonPath, parseJson, valueAt } from '../decoders/json.ts'
import { progress } from './progress.ts'

/** The answer names the next address: at `path` of its JSON, or in the header `Link: <…>; rel="next"`. */
export const next = progress({
  name: 'next',
  schema: Type.Object({ kind: Type.Literal('next'), path: JsonPath }, { additionalProperties: false }),
  next({ address, bytes, headers }, { path }) {
    const found = path ? valueAt(parseJson(bytes, undefined), path) : linkNext(headers['link'])
    if (typeof found !== 'string' || found === '' || !URL.canParse(found, address)) return undefined
    const following = new URL(found, address).href
    return following === address ? undefined : following
  },
})

const linkNext = (header = ''): string | undefined =>
  header
    .split(/,(?=\s*<)/)
    .find((link) => /;\s*rel="?next"?/i.test(link))
    ?.match(/<([^>]*)>/)?.[1]

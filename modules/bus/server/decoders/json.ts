import { Type } from 'typebox'
import { RunFailure } from '../runs/failure.ts'
import { Charset, charsetMistake, refuseHtml, toText } from './charset.ts'
import { type Decoded, decoder, isRow } from './decoder.ts'

export const JsonPath = Type.Optional(
  Type.String({ pattern: '^[^.]+(\\.[^.]+)*$', description: 'Where the list of rows lies: `data.items`' }),
)

export const json = decoder({
  name: 'json',
  schema: Type.Object(
    { kind: Type.Literal('json'), path: JsonPath, charset: Charset },
    { additionalProperties: false },
  ),
  mistake: ({ charset }) => charsetMistake(charset),
  decode: (bytes, { path, charset }) =>
    listAt(parseJson(bytes, charset), path).map(
      (value): Decoded =>
        isRow(value)
          ? { row: value }
          : { reject: { code: 'not_a_row', message: 'вместо записи стоит другое значение' }, raw: value },
    ),
})

export function parseJson(bytes: Buffer, charset: string | undefined): unknown {
  const text = toText(bytes, charset).replace(/^\uFEFF/, '')
  refuseHtml(text)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RunFailure('broken_file', { what: 'JSON' }, cause)
  }
}

/** The value at `a.b.c`, or undefined. */
export function valueAt(value: unknown, path: string | undefined): unknown {
  return (path?.split('.') ?? []).reduce<unknown>(
    (at, name) => (isRow(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  )
}

function listAt(value: unknown, path: string | undefined): unknown[] {
  const found = valueAt(value, path)
  if (!Array.isArray(found)) throw new RunFailure('no_rows_at_path', { path: path ?? '(корень)' })
  return found
}

import { CsvError, parse } from 'csv-parse/sync'
import { Type } from 'typebox'
import { RunFailure } from '../runs/failure.ts'
import { Charset, charsetMistake, refuseHtml, toText } from './charset.ts'
import { type Decoded, decoder } from './decoder.ts'

/** Tables of text. The first line names the columns unless `header` does. */
export const csv = decoder({
  name: 'csv',
  schema: Type.Object(
    {
      kind: Type.Literal('csv'),
      charset: Charset,
      delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 4 })),
      quote: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
      header: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
      skipLines: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    },
    { additionalProperties: false },
  ),
  mistake: ({ charset }) => charsetMistake(charset),
  decode(bytes, { charset, delimiter = ',', quote = '"', header, skipLines = 0 }) {
    const text = toText(bytes, charset)
    refuseHtml(text)
    const rejected: Decoded[] = []
    try {
      const rows: Record<string, string>[] = parse(text, {
        bom: true,
        columns: header ? [...header] : nameColumns(delimiter),
        delimiter,
        quote,
        from_line: skipLines + 1,
        skip_empty_lines: true,
        skip_records_with_error: true,
        on_skip: (error, raw) => {
          // A quote left open swallows the rest of the file: that is no longer one bad row.
          if (!error || error.code === 'CSV_QUOTE_NOT_CLOSED') throw error ?? new Error('csv')
          rejected.push({
            reject: {
              code: 'csv',
              message: `строка ${error['lines'] ?? '?'}: ${error.message.slice(0, 200)}`,
            },
            raw: raw ?? error['record'] ?? null,
          })
        },
      })
      return [...rows.map((row): Decoded => ({ row })), ...rejected]
    } catch (cause) {
      if (cause instanceof RunFailure) throw cause
      const line = cause instanceof CsvError ? Number(cause['lines'] ?? 0) : 0
      throw new RunFailure('broken_file', { what: 'CSV', line }, cause)
    }
  },
})

/** Another delimiter than the declared one makes one wide column; that is a mistake, not a table. */
const nameColumns = (delimiter: string) => (names: string[]) => {
  const [only = ''] = names
  const other = [';', '\t', ',', '|'].find((sign) => sign !== delimiter && only.includes(sign))
  if (names.length === 1 && other)
    throw new RunFailure('broken_file', { what: 'CSV', delimiter: other === '\t' ? 'табуляция' : other })
  return names.map((name) => name.trim())
}

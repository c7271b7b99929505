import { Type } from 'typebox'
import { NewFieldName, op } from './op.ts'

/** `fields`: old name → new name. */
export const rename = op({
  name: 'rename',
  schema: Type.Object(
    { op: Type.Literal('rename'), fields: Type.Record(Type.String(), NewFieldName) },
    { additionalProperties: false },
  ),
  mistake({ fields }) {
    const names = Object.values(fields)
    return new Set(names).size < names.length ? 'два поля получают одно имя' : undefined
  },
  start: ({ fields }) => {
    const taken = new Set(Object.values(fields))
    return (row) => [
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => Object.hasOwn(fields, name) || !taken.has(name))
          .map(([name, value]) => [Object.hasOwn(fields, name) ? (fields[name] as string) : name, value]),
      ),
    ]
  },
})

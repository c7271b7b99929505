/** `datasets/<id>.json` of a pack: what a dataset promises, and the columns of its rows. */
import { type Static, Type } from 'typebox'
import { Text } from '#kernel/contract/text.ts'
import type { PackMistake } from '#kernel/server/pack.ts'
import { type Column, ColumnRole, DataClass, itemParameters } from '../../contract.ts'

const Scalar = Type.Union([
  Type.Literal('string'),
  Type.Literal('number'),
  Type.Literal('integer'),
  Type.Literal('boolean'),
])
type Scalar = Static<typeof Scalar>

const Property = Type.Object(
  {
    type: Type.Union([Scalar, Type.Array(Type.Union([Scalar, Type.Literal('null')]), { minItems: 1 })]),
    'x-title': Text,
    'x-role': Type.Optional(ColumnRole),
    'x-class': Type.Optional(DataClass),
    'x-list': Type.Optional(Type.String({ minLength: 1, maxLength: 3 })),
    'x-values': Type.Optional(Type.Record(Type.String(), Text)),
    enum: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    format: Type.Optional(
      Type.Union([
        Type.Literal('date'),
        Type.Literal('date-time'),
        Type.Literal('uri'),
        Type.Literal('email'),
      ]),
    ),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    minLength: Type.Optional(Type.Integer({ minimum: 0 })),
    maxLength: Type.Optional(Type.Integer({ minimum: 0 })),
    pattern: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type Property = Static<typeof Property>

export const DatasetFile = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }),
    title: Text,
    card: Type.Object({ source: Text, content: Text, access: Text }, { additionalProperties: false }),
    owner: Text,
    roles: Type.Array(Type.String()),
    needs: Type.Array(Type.String()),
    licence: Type.String({ minLength: 1 }),
    attribution: Type.String({ minLength: 1 }),
    freshness: Type.Object({ days: Type.Number({ exclusiveMinimum: 0 }) }, { additionalProperties: false }),
    schema: Type.Object(
      {
        type: Type.Literal('object'),
        required: Type.Array(Type.String()),
        properties: Type.Record(Type.String(), Property),
        additionalProperties: Type.Optional(Type.Literal(false)),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type DatasetFile = Static<typeof DatasetFile>

/** What the schema of the file cannot say. */
export function datasetMistakes(d: DatasetFile, file: string): PackMistake[] {
  const found: PackMistake[] = []
  const wrong = (at: (string | number)[], message: string, cure: string) => found.push({ at, message, cure })
  const names = Object.keys(d.schema.properties)

  if (file !== `datasets/${d.id}.json`)
    wrong(['id'], `id «${d.id}» не совпадает с именем файла`, `назовите файл datasets/${d.id}.json`)
  for (const name of d.schema.required.filter((name) => !names.includes(name)))
    wrong(
      ['schema', 'required'],
      `обязательного поля «${name}» нет в схеме`,
      `добавьте его или уберите из required`,
    )
  for (const role of ['key', 'title', 'lat', 'lon', 'district', 'kind'] as const) {
    const having = names.filter((name) => d.schema.properties[name]?.['x-role'] === role)
    if (having.length > 1 && role !== 'key')
      wrong(
        ['schema', 'properties', having[1] as string],
        `роль ${role} уже у поля «${having[0]}»`,
        'оставьте роль одному полю',
      )
    if (having.length === 0 && role === 'key')
      wrong(
        ['schema', 'properties'],
        'ни у одного поля нет роли key',
        'отметьте ключевое поле: "x-role": "key"',
      )
  }
  if (hasRole(d, 'lat') !== hasRole(d, 'lon'))
    wrong(['schema', 'properties'], 'из lat и lon есть только одно', 'место задают два поля: lat и lon')
  for (const [name, property] of Object.entries(d.schema.properties))
    found.push(...propertyMistakes(name, property, d.schema.required.includes(name)))
  return found
}

const hasRole = (d: DatasetFile, role: ColumnRole) =>
  Object.values(d.schema.properties).some((property) => property['x-role'] === role)

function propertyMistakes(name: string, property: Property, required: boolean): PackMistake[] {
  const at = ['schema', 'properties', name]
  const found: PackMistake[] = []
  const wrong = (message: string, cure: string) => found.push({ at, message, cure })
  const type = scalarOf(property)
  const role = property['x-role']
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name))
    wrong(`имя поля «${name}»`, 'строчные латинские буквы, цифры и _, первой буква')
  if (!type) wrong(`у поля «${name}» несколько типов`, 'один тип, и при нужде "null" вторым')
  if (role === 'key' && !required) wrong(`ключевое поле «${name}» необязательно`, 'внесите его в required')
  if ((role === 'lat' || role === 'lon') && type !== 'number')
    wrong(`поле «${name}» задаёт место, но не число`, '"type": "number"')
  if (property['x-list'] && type !== 'string')
    wrong(`поле «${name}» со списком не текст`, '"x-list" бывает только у строк')
  if (property.enum && type !== 'string') wrong(`перечень у поля «${name}» не из строк`, 'уберите enum')
  for (const value of Object.keys(property['x-values'] ?? {}).filter((v) => !property.enum?.includes(v)))
    wrong(`слова для значения «${value}», которого нет в enum`, 'добавьте его в enum или уберите слова')
  if (property['x-class'] === undefined)
    wrong(`у поля «${name}» нет класса`, 'укажите "x-class": open, internal, personal или secret')
  return found
}

/** The one type beside `null`, or undefined when there are several. */
export function scalarOf(property: Property): Scalar | undefined {
  const types = [property.type].flat().filter((type): type is Scalar => type !== 'null')
  return types.length === 1 ? types[0] : undefined
}

/** Columns in the order of the schema, closed ones too. */
export function columnsOf({ schema }: DatasetFile): Column[] {
  return Object.entries(schema.properties).map(([name, property]) => {
    const type = scalarOf(property) ?? 'string'
    return {
      name,
      title: property['x-title'],
      type,
      nullable: [property.type].flat().includes('null') || !schema.required.includes(name),
      ...(property['x-role'] && { role: property['x-role'] }),
      class: property['x-class'] ?? 'internal',
      ...(property.format && { format: property.format }),
      ...(property['x-list'] && { list: property['x-list'] }),
      ...(property.enum && {
        values: property.enum.map((value) => ({
          value,
          title: property['x-values']?.[value] ?? { ru: value },
        })),
      }),
      filters: filtersOf(name, type, property.format),
    }
  })
}

/** Numbers and dates have an order worth asking for. A field called like a parameter is not filtered by. */
function filtersOf(name: string, type: Scalar, format: string | undefined): string[] {
  if ((itemParameters as readonly string[]).includes(name)) return []
  const ordered = type === 'number' || type === 'integer' || format === 'date' || format === 'date-time'
  return [name, ...(ordered ? ['gte', 'gt', 'lte', 'lt'].map((suffix) => `${name}.${suffix}`) : [])]
}

/** JSON Schema of a row as it is given out: every field present, those not required may be null. */
export function rowSchema({ schema }: DatasetFile, columns: readonly Column[]) {
  const properties = columns.map(({ name, nullable }) => {
    const property = schema.properties[name] as Property
    if (!nullable) return [name, property] as const
    return [
      name,
      {
        ...property,
        type: [...new Set([...[property.type].flat(), 'null'])],
        ...(property.enum && { enum: [...property.enum, null] }),
      },
    ] as const
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: columns.map(({ name }) => name),
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  }
}

/** `sources/<id>.json` of a pack: where rows come from, how they are read and what guards them. */
import { type Static, type TSchema, Type } from 'typebox'
import { Errors } from 'typebox/value'
import { Text } from '#kernel/contract/text.ts'
import type { Pack, PackMistake } from '#kernel/server/pack.ts'
import { OriginName } from '../../contract.ts'
import { decoders } from '../decoders/index.ts'
import { ops } from '../ops/index.ts'
import { progressKinds } from '../progress/index.ts'
import { transports } from '../transports/index.ts'
import type { DatasetFile } from './dataset.ts'

const Kinded = Type.Object({ kind: Type.String() })

const Origin = Type.Object(
  {
    name: OriginName,
    /** Where this origin has its rows from, when the card says it of another one. */
    source: Type.Optional(Text),
    /** The day of a recorded snapshot: rows from it are as old as it, not as their reading. */
    asOf: Type.Optional(Type.String({ format: 'date' })),
    transport: Kinded,
    decoder: Kinded,
    progress: Type.Optional(Kinded),
    ops: Type.Array(Type.Object({ op: Type.String() })),
  },
  { additionalProperties: false },
)
export type Origin = Static<typeof Origin>

export const SourceFile = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }),
    name: Text,
    owner: Text,
    dataset: Type.String(),
    key: Type.Array(Type.String(), { minItems: 1 }),
    origins: Type.Array(Origin, { minItems: 1 }),
    schedule: Type.Object(
      { everyMinutes: Type.Integer({ minimum: 1, maximum: 525_600 }) },
      { additionalProperties: false },
    ),
    guards: Type.Optional(
      Type.Object(
        {
          /** A new version may be smaller by so much. */
          shrinkPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
          /** So many rows may go into quarantine. */
          rejectPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
          maxRows: Type.Optional(Type.Integer({ minimum: 1 })),
          maxMegabytes: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1024 })),
          maxMinutes: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type SourceFile = Static<typeof SourceFile>

/** What the schema of the file cannot say. */
export function sourceMistakes(source: SourceFile, pack: Pack, file: string): PackMistake[] {
  const found: PackMistake[] = []
  if (file !== `sources/${source.id}.json`)
    found.push(
      mistake(
        ['id'],
        `id «${source.id}» не совпадает с именем файла`,
        `назовите файл sources/${source.id}.json`,
      ),
    )
  const names = source.origins.map(({ name }) => name)
  if (new Set(names).size < names.length)
    found.push(
      mistake(['origins'], 'два происхождения с одним именем', 'city, mirror и pack бывают по одному'),
    )
  if (!pack.has(`datasets/${source.dataset}.json`))
    return [
      ...found,
      mistake(['dataset'], `набора «${source.dataset}» нет`, `добавьте datasets/${source.dataset}.json`),
    ]
  const { schema } = pack.json<DatasetFile>(`datasets/${source.dataset}.json`)
  const columns = Object.keys(schema?.properties ?? {})
  for (const field of source.key.filter((field) => !columns.includes(field)))
    found.push(
      mistake(['key'], `ключевого поля «${field}» нет в схеме набора`, `поля набора: ${columns.join(', ')}`),
    )
  source.origins.forEach((origin, index) => {
    found.push(...originMistakes(origin, ['origins', index], pack, columns, schema?.required ?? []))
  })
  return found
}

const mistake = (at: (string | number)[], message: string, cure: string): PackMistake => ({
  at,
  message,
  cure,
})

type At = readonly (string | number)[]

function originMistakes(
  origin: Origin,
  at: At,
  pack: Pack,
  columns: readonly string[],
  required: readonly string[],
): PackMistake[] {
  const transport = transports.find(({ name }) => name === origin.transport.kind)
  const found = [
    ...kindMistakes('способ получения', transports, origin.transport, [...at, 'transport'], (t, spec) =>
      t.mistake?.(spec as never, origin.name, pack),
    ),
    ...kindMistakes('разбор', decoders, origin.decoder, [...at, 'decoder'], (d, spec) =>
      d.mistake?.(spec as never),
    ),
    ...kindMistakes(
      'продолжение',
      progressKinds,
      origin.progress ?? { kind: 'none' },
      [...at, 'progress'],
      () => undefined,
    ),
    ...origin.ops.flatMap((spec, index) => opMistakes(spec, [...at, 'ops', index])),
  ]
  if (transport && !transport.origins.includes(origin.name))
    found.push(
      mistake(
        [...at, 'transport'],
        `${transport.name} не годится для ${origin.name}`,
        `для ${transport.name}: ${transport.origins.join(', ')}`,
      ),
    )
  const going = origin.progress?.kind ?? 'none'
  if (transport && !transport.progress.includes(going))
    found.push(
      mistake(
        [...at, 'progress'],
        `${transport.name} не читает частями «${going}»`,
        `возможно: ${transport.progress.join(', ')}`,
      ),
    )
  return [...found, ...selectionMistakes(origin, at, columns, required)]
}

/** The last `select` decides which fields the dataset gets. */
function selectionMistakes(
  { ops: specs }: Origin,
  at: At,
  columns: readonly string[],
  required: readonly string[],
): PackMistake[] {
  const index = specs.findLastIndex(({ op }) => op === 'select')
  const fields = (specs[index] as { fields?: string[] } | undefined)?.fields
  if (!fields) return []
  const place = [...at, 'ops', index, 'fields']
  return [
    ...fields
      .filter((field) => !columns.includes(field))
      .map((field) =>
        mistake(place, `поля «${field}» нет в схеме набора`, `поля набора: ${columns.join(', ')}`),
      ),
    ...required
      .filter((field) => !fields.includes(field))
      .map((field) => mistake(place, `обязательное поле «${field}» не выбрано`, 'добавьте его в fields')),
  ]
}

interface Named {
  readonly name: string
  readonly schema: TSchema
}

function kindMistakes<T extends Named>(
  what: string,
  all: readonly T[],
  spec: { readonly kind: string },
  at: At,
  own: (found: T, spec: unknown) => string | undefined,
): PackMistake[] {
  const found = all.find(({ name }) => name === spec.kind)
  if (!found)
    return [
      mistake(
        [...at, 'kind'],
        `${what} «${spec.kind}» неизвестен`,
        `есть: ${all.map(({ name }) => name).join(', ')}`,
      ),
    ]
  const broken = schemaMistakes(found.schema, spec, at)
  if (broken.length > 0) return broken
  const message = own(found, spec)
  return message ? [mistake([...at], message, 'исправьте это значение')] : []
}

function opMistakes(spec: { readonly op: string }, at: At): PackMistake[] {
  const found = ops.find(({ name }) => name === spec.op)
  if (!found)
    return [
      mistake([...at, 'op'], `операции «${spec.op}» нет`, `есть: ${ops.map(({ name }) => name).join(', ')}`),
    ]
  const broken = schemaMistakes(found.schema, spec, at)
  if (broken.length > 0) return broken
  const message = found.mistake?.(spec as never)
  return message
    ? [mistake([...at], message, 'в выражении видна только запись row; функции — в руководстве')]
    : []
}

const schemaMistakes = (schema: TSchema, spec: unknown, at: At): PackMistake[] =>
  [...Errors(schema, spec)].slice(0, 3).map(({ instancePath, message, params }) => {
    const extra = (params as { additionalProperties?: string[] }).additionalProperties
    return mistake(
      [...at, ...instancePath.split('/').filter(Boolean)],
      `${message}${extra ? ` (${extra.join(', ')})` : ''}`,
      'приведите значение к описанию операции',
    )
  })

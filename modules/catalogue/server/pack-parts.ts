/** Roles, needs and services of a region pack, and what must hold between them. */
import { type Static, Type } from 'typebox'
import { Text } from '#kernel/contract/text.ts'
import { type Pack, type PackMistake, type PackPart, packJson } from '#kernel/server/pack.ts'
import { Audience, Degree, type Range, RoleNeed } from '../contract.ts'

const open = { additionalProperties: false }
const Id = Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' })

const PackRole = Type.Object(
  {
    id: Id,
    title: Text,
    icon: Type.String({ minLength: 1 }),
    audience: Audience,
    note: Text,
    channels: Type.Optional(Type.Array(Id, { minItems: 1 })),
  },
  open,
)
export type PackRole = Static<typeof PackRole>

const PackNeed = Type.Object({ id: Id, title: Text, roles: Type.Array(RoleNeed, { minItems: 1 }) }, open)
export type PackNeed = Static<typeof PackNeed>

const PackCoverage = Type.Object(
  {
    need: Id,
    degree: Degree,
    part: Type.Number({ minimum: 0, maximum: 1 }),
    why: Text,
    assuredOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
  open,
)

const PackService = Type.Object(
  {
    id: Id,
    title: Text,
    summary: Text,
    flow: Id,
    owner: Text,
    roles: Type.Array(Id, { minItems: 1 }),
    needs: Type.Array(Id, { minItems: 1 }),
    channels: Type.Array(Id, { minItems: 1 }),
    districts: Type.Optional(Type.Array(Id, { minItems: 1 })),
    datasets: Type.Optional(Type.Array(Id)),
    keywords: Type.Array(Type.String({ minLength: 1 })),
    icon: Type.String({ minLength: 1 }),
    cost: Text,
    coverage: Type.Array(PackCoverage),
  },
  open,
)
export type PackService = Static<typeof PackService>

export const files = {
  roles: 'catalogue/roles.json',
  needs: 'catalogue/needs.json',
  services: 'catalogue/services.json',
} as const

/** Datasets belong to the bus; here only their roles and needs are checked against the catalogue. */
const DatasetLinks = Type.Object({
  roles: Type.Optional(Type.Array(Type.String())),
  needs: Type.Optional(Type.Array(Type.String())),
})

export const packParts: readonly PackPart[] = [
  packJson(files.roles, Type.Array(PackRole), { required: true, check: (roles) => repeated(roles) }),
  packJson(files.needs, Type.Array(PackNeed), { required: true, check: checkNeeds }),
  packJson(files.services, Type.Array(PackService), { required: true, check: checkServices }),
  packJson('datasets/*.json', DatasetLinks, {
    check: ({ roles = [], needs = [] }, pack) => [
      ...unknown(roles, idsOf(pack, files.roles), ['roles'], 'роли', files.roles),
      ...unknown(needs, idsOf(pack, files.needs), ['needs'], 'потребности', files.needs),
    ],
  }),
]

function checkNeeds(needs: readonly PackNeed[], pack: Pack): PackMistake[] {
  const roles = idsOf(pack, files.roles)
  return [
    ...repeated(needs),
    ...needs.flatMap((need, at) => [
      ...need.roles.flatMap((link, index) => [
        ...unknown([link.role], roles, [at, 'roles', index], 'роли', files.roles),
        ...disordered(link.perYear, [at, 'roles', index, 'perYear']),
        ...disordered(link.share, [at, 'roles', index, 'share']),
        ...(link.share.high > 1
          ? [
              {
                at: [at, 'roles', index, 'share'],
                message: 'доля больше единицы',
                cure: 'доля — от 0 до 1: половина пишется 0.5',
              },
            ]
          : []),
      ]),
      ...twice(
        need.roles.map(({ role }) => role),
        [at, 'roles'],
        'роль',
      ),
    ]),
  ]
}

function checkServices(services: readonly PackService[], pack: Pack): PackMistake[] {
  const roles = idsOf(pack, files.roles)
  const needs = idsOf(pack, files.needs)
  const districts = idsOf(pack, 'geo/districts.json')
  const datasets = new Set(
    pack.list('datasets/*.json').map((file) => file.slice('datasets/'.length, -'.json'.length)),
  )
  // A pack may tell of services before it has the first flow; from then on each one must have its own.
  const flows = pack.list('flows/*.flow.json').length > 0
  return [
    ...repeated(services),
    ...services.flatMap((service, at): PackMistake[] => [
      ...unknown(service.roles, roles, [at, 'roles'], 'роли', files.roles),
      ...unknown(service.needs, needs, [at, 'needs'], 'потребности', files.needs),
      ...unknown(service.districts ?? [], districts, [at, 'districts'], 'района', 'geo/districts.json'),
      ...unknown(service.datasets ?? [], datasets, [at, 'datasets'], 'набора данных', 'папку datasets'),
      ...(flows && !pack.has(`flows/${service.flow}.flow.json`)
        ? [
            {
              at: [at, 'flow'],
              message: `сценария flows/${service.flow}.flow.json нет`,
              cure: 'добавьте файл сценария или исправьте flow',
            },
          ]
        : []),
      ...twice(
        service.coverage.map(({ need }) => need),
        [at, 'coverage'],
        'потребность',
      ),
      ...checkCoverage(service, at),
    ]),
  ]
}

function checkCoverage(service: PackService, at: number): PackMistake[] {
  return service.coverage.flatMap(({ need, degree, part, assuredOn }, index): PackMistake[] => {
    const here = [at, 'coverage', index]
    const mistakes: PackMistake[] = []
    if (!service.needs.includes(need))
      mistakes.push({
        at: here,
        message: `потребности «${need}» нет среди needs этой услуги`,
        cure: 'добавьте её в needs или уберите строку покрытия',
      })
    const agrees = degree === 'full' ? part === 1 : degree === 'none' ? part === 0 : part > 0 && part < 1
    if (!agrees)
      mistakes.push({
        at: [...here, 'part'],
        message: `степень ${degree} не сходится с долей ${part}`,
        cure: 'full — 1, none — 0, partial — между ними',
      })
    if (Number.isNaN(Date.parse(assuredOn)))
      mistakes.push({
        at: [...here, 'assuredOn'],
        message: `даты ${assuredOn} не бывает`,
        cure: 'пишите ГГГГ-ММ-ДД',
      })
    return mistakes
  })
}

const idsOf = (pack: Pack, file: string): Set<string> =>
  new Set(pack.has(file) ? pack.json<{ id: string }[]>(file).map(({ id }) => id) : [])

function repeated(records: readonly { id: string }[]): PackMistake[] {
  const seen = new Set<string>()
  return records.flatMap(({ id }, at): PackMistake[] => {
    const isNew = !seen.has(id)
    seen.add(id)
    return isNew
      ? []
      : [{ at: [at, 'id'], message: `id «${id}» повторяется`, cure: 'дайте каждой записи свой id' }]
  })
}

function twice(ids: readonly string[], at: readonly (string | number)[], what: string): PackMistake[] {
  return ids.flatMap((id, index): PackMistake[] =>
    ids.indexOf(id) === index
      ? []
      : [{ at: [...at, index], message: `${what} «${id}» названа дважды`, cure: 'оставьте одну строку' }],
  )
}

function unknown(
  ids: readonly string[],
  known: ReadonlySet<string>,
  at: readonly (string | number)[],
  what: string,
  where: string,
): PackMistake[] {
  return ids
    .filter((id) => !known.has(id))
    .map((id) => ({
      at,
      message: `${what} «${id}» нет`,
      cure: `добавьте запись в ${where} или исправьте id`,
    }))
}

function disordered({ low, mid, high }: Range, at: readonly (string | number)[]): PackMistake[] {
  return low >= 0 && low <= mid && mid <= high
    ? []
    : [
        {
          at,
          message: `оценка ${low} – ${mid} – ${high} не по порядку`,
          cure: 'low не больше mid, mid не больше high, все не меньше нуля',
        },
      ]
}

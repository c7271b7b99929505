/** What people need, who they are at the moment, and which services answer. */
import { type Static, Type } from 'typebox'
import { endpoint } from '#kernel/contract/endpoint.ts'
import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'
import { Text } from '#kernel/contract/text.ts'

export const refuse: Refuse<
  'catalogue.no_such_role' | 'catalogue.no_such_need' | 'catalogue.no_such_service'
> = defineRefusals({
  'catalogue.no_such_role': 404,
  'catalogue.no_such_need': 404,
  'catalogue.no_such_service': 404,
})

/** An estimate: what it is at least, probably, at most. The three numbers go through every sum. */
export const Range = Type.Object({ low: Type.Number(), mid: Type.Number(), high: Type.Number() })
export type Range = Static<typeof Range>

export const Degree = Type.Union([Type.Literal('full'), Type.Literal('partial'), Type.Literal('none')])
export type Degree = Static<typeof Degree>

export const Audience = Type.Object({
  people: Type.Integer({ minimum: 0 }),
  year: Type.Integer(),
  source: Type.String(),
})
export type Audience = Static<typeof Audience>

/** What a person is at the moment: «Я — родитель». */
export const RoleCard = Type.Object({
  id: Type.String(),
  title: Text,
  icon: Type.String(),
  note: Text,
  audience: Audience,
  needCount: Type.Integer(),
  /** Needs of the role that some service answers at least partly. */
  answeredCount: Type.Integer(),
  serviceCount: Type.Integer(),
})
export type RoleCard = Static<typeof RoleCard>

/** How often people of one role have a need. */
export const RoleNeed = Type.Object({
  role: Type.String(),
  perYear: Range,
  /** Share of the role that has the need, 0–1. */
  share: Range,
  source: Type.String(),
})
export type RoleNeed = Static<typeof RoleNeed>

export const NeedCard = Type.Object({
  id: Type.String(),
  title: Text,
  roles: Type.Array(RoleNeed),
  /** Cases a year over all roles; an upper bound when there are several, because people have many roles. */
  demand: Range,
  isUpperBound: Type.Boolean(),
  degree: Degree,
  /** Best part of the need that one service answers, 0–1. */
  part: Type.Number(),
  services: Type.Array(Type.String(), { description: 'Service ids, best first' }),
})
export type NeedCard = Static<typeof NeedCard>

export const ServiceCard = Type.Object({
  id: Type.String(),
  title: Text,
  summary: Text,
  icon: Type.String(),
  flow: Type.String({ description: 'Id of the flow that plays the service' }),
  owner: Text,
  cost: Text,
  roles: Type.Array(Type.String()),
  needs: Type.Array(Type.String()),
  channels: Type.Array(Type.String()),
  /** Empty: the whole region. */
  districts: Type.Array(Type.String()),
})
export type ServiceCard = Static<typeof ServiceCard>

/** Why a service was found: `word` is what it was found by, in the language of the service. */
export const Why = Type.Object({
  by: Type.Union([
    Type.Literal('title'),
    Type.Literal('keyword'),
    Type.Literal('summary'),
    Type.Literal('need'),
    Type.Literal('role'),
  ]),
  word: Type.String(),
})
export type Why = Static<typeof Why>

/** How the query had to be understood, when not as typed; `text` is what was searched for instead. */
export const Reading = Type.Object({
  how: Type.Union([
    Type.Literal('plain'),
    Type.Literal('typo'),
    Type.Literal('layout'),
    Type.Literal('transliteration'),
  ]),
  text: Type.String(),
})
export type Reading = Static<typeof Reading>

export const ServiceHit = Type.Object({
  service: ServiceCard,
  why: Type.Optional(Why),
  score: Type.Number({ minimum: 0, maximum: 1 }),
})
export type ServiceHit = Static<typeof ServiceHit>

export const Coverage = Type.Object({
  need: Type.String(),
  service: Type.String(),
  degree: Degree,
  part: Type.Number(),
  why: Text,
  assuredOn: Type.String({ description: 'Date a person last vouched for it' }),
  /** Vouched for more than 180 days ago. */
  isStale: Type.Boolean(),
})
export type Coverage = Static<typeof Coverage>

const id = Type.String({ maxLength: 60 })

export const listRoles = endpoint({
  name: 'listRoles',
  method: 'GET',
  path: '/catalogue/roles',
  access: 'anyone',
  summary: 'Roles with their audience and how much is there for them',
  input: Type.Object({}),
  output: Type.Object({ items: Type.Array(RoleCard) }),
})

export const getRole = endpoint({
  name: 'getRole',
  method: 'GET',
  path: '/catalogue/roles/:id',
  access: 'anyone',
  summary: 'One role with its needs and services',
  input: Type.Object({ id }),
  output: Type.Object({
    role: RoleCard,
    needs: Type.Array(NeedCard),
    services: Type.Array(ServiceCard),
  }),
})

export const listNeeds = endpoint({
  name: 'listNeeds',
  method: 'GET',
  path: '/catalogue/needs',
  access: 'anyone',
  summary: 'Needs, the most frequent first',
  input: Type.Object({
    role: Type.Optional(id),
    degree: Type.Optional(Degree),
  }),
  output: Type.Object({ items: Type.Array(NeedCard) }),
})

export const listServices = endpoint({
  name: 'listServices',
  method: 'GET',
  path: '/catalogue/services',
  access: 'anyone',
  summary: 'Services by role, need, channel, district or plain words',
  input: Type.Object({
    role: Type.Optional(id),
    need: Type.Optional(id),
    channel: Type.Optional(id),
    district: Type.Optional(id),
    text: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  output: Type.Object({
    items: Type.Array(ServiceHit),
    reading: Type.Optional(Reading),
  }),
})

export const getService = endpoint({
  name: 'getService',
  method: 'GET',
  path: '/catalogue/services/:id',
  access: 'anyone',
  summary: 'One service: what it covers, where it works, what is akin',
  input: Type.Object({ id }),
  output: Type.Object({
    service: ServiceCard,
    coverage: Type.Array(Type.Object({ ...Coverage.properties, title: Text })),
    related: Type.Array(ServiceCard),
  }),
})

export const CoverageCell = Type.Object({
  role: Type.String(),
  need: Type.String(),
  /** Cases a year. */
  demand: Range,
  degree: Degree,
  part: Type.Number(),
  /** The service with the best part. */
  service: Type.Optional(Type.String()),
  isStale: Type.Boolean(),
})
export type CoverageCell = Static<typeof CoverageCell>

export const Gap = Type.Object({
  need: Type.String(),
  title: Text,
  roles: Type.Array(Type.String()),
  demand: Range,
  /** Demand that no service answers yet. */
  gap: Range,
  isUpperBound: Type.Boolean(),
  degree: Degree,
  part: Type.Number(),
  /** Entries whose ranges overlap with everything above them share a rank: their order means nothing. */
  rank: Type.Integer({ minimum: 1 }),
  sources: Type.Array(Type.String(), { description: 'Where the estimates come from' }),
})
export type Gap = Static<typeof Gap>

/** Two headline figures, never mixed: a thousand rare needs must not hide one daily one. */
export const CoverageFigures = Type.Object({
  needs: Type.Object({
    total: Type.Integer(),
    full: Type.Integer(),
    partial: Type.Integer(),
    none: Type.Integer(),
    /** low: only fully covered; mid: by parts; high: fully or partly. */
    share: Range,
  }),
  demand: Type.Object({
    total: Range,
    covered: Range,
    share: Range,
    /** People have many roles: the sum over roles counts some cases twice. */
    isUpperBound: Type.Boolean(),
  }),
})
export type CoverageFigures = Static<typeof CoverageFigures>

export const getCoverage = endpoint({
  name: 'getCoverage',
  method: 'GET',
  path: '/catalogue/coverage',
  access: 'anyone',
  summary: 'Which needs are answered, for whom, and what is missing most',
  input: Type.Object({}),
  output: Type.Object({
    figures: CoverageFigures,
    cells: Type.Array(CoverageCell),
    gaps: Type.Array(Gap),
  }),
})

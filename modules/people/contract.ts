/**
 * People of the city on the wire: sign-in by a link from a letter, what a person keeps with the account,
 * staff and what they did. The link leads to `signInPage#token=…`; its page calls `confirmSignIn`.
 */
import { type Static, Type } from 'typebox'
import { endpoint, fact, may } from '#kernel/contract/endpoint.ts'
import { Point } from '#kernel/contract/geo.ts'
import { pageOf, paging } from '#kernel/contract/page.ts'
import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'
import { LangSchema, type Text } from '#kernel/contract/text.ts'

/** A home of a person. The same shape as a building in a talk, so one is given where the other is asked. */
export const Home = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 64, description: 'Building id' }),
    short: Type.String({ maxLength: 200 }),
    full: Type.String({ maxLength: 300 }),
    district: Type.String({ maxLength: 64 }),
    municipality: Type.Optional(Type.String({ maxLength: 64 })),
    geo: Point,
  },
  { additionalProperties: false },
)
export type Home = Static<typeof Home>

export const maxHomes = 20
export const maxRoles = 40
const Homes = Type.Array(Home, { maxItems: maxHomes })
/** Ids of roles of the catalogue: «родитель», «с питомцем». */
const Roles = Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }), { maxItems: maxRoles })

export const Me = Type.Object({
  /** False for a guest: homes and roles are then kept on the device. */
  known: Type.Boolean(),
  id: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  lang: LangSchema,
  homes: Homes,
  roles: Roles,
  staffRoles: Type.Array(Type.String()),
  /** What this person may do as staff: `bus.manage`, `bus.*`, `*`. */
  permissions: Type.Array(Type.String()),
})
export type Me = Static<typeof Me>

const Email = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@<>(),;:"\\\\]+@[^\\s@<>(),;:"\\\\]+\\.[^\\s@<>(),;:"\\\\.]+$',
})
const Done = Type.Object({ done: Type.Literal(true) })

/** The page a letter leads to; the token stands behind `#token=`, so no server log ever holds it. */
export const signInPage = '/sign-in'

export const requestSignIn = endpoint({
  name: 'requestSignIn',
  method: 'POST',
  path: '/sign-in',
  access: 'anyone',
  summary: 'Send a letter with a sign-in link. The answer is the same whether or not there is an account',
  input: Type.Object(
    {
      email: Email,
      next: Type.Optional(
        Type.String({
          maxLength: 500,
          pattern: '^/(?![/\\\\])[^\\\\\\s]*$',
          description: 'Path of our own to open afterwards',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    sent: Type.Literal(true),
    minutes: Type.Integer({ description: 'How long the link works' }),
    /** True when no mail server is set up and the letter lies on the outbox page. */
    kept: Type.Boolean(),
  }),
})

export const confirmSignIn = endpoint({
  name: 'confirmSignIn',
  method: 'POST',
  path: '/sign-in/confirm',
  access: 'anyone',
  summary: 'Sign in with the token of a letter; what this device has kept joins the account',
  input: Type.Object(
    {
      token: Type.String({ minLength: 20, maxLength: 100 }),
      homes: Type.Optional(Homes),
      roles: Type.Optional(Roles),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ me: Me, isNew: Type.Boolean(), next: Type.Optional(Type.String()) }),
})

export const signOut = endpoint({
  name: 'signOut',
  method: 'POST',
  path: '/sign-out',
  access: 'anyone',
  summary: 'End this session',
  input: Type.Object({}),
  output: Done,
})

export const signOutEverywhere = endpoint({
  name: 'signOutEverywhere',
  method: 'DELETE',
  path: '/me/sessions',
  access: 'resident',
  summary: 'End all sessions of this person, this one too',
  input: Type.Object({}),
  output: Done,
})

export const getMe = endpoint({
  name: 'getMe',
  method: 'GET',
  path: '/me',
  access: 'anyone',
  summary: 'Who is asking',
  input: Type.Object({}),
  output: Me,
})

export const saveHomes = endpoint({
  name: 'saveHomes',
  method: 'PUT',
  path: '/me/homes',
  access: 'resident',
  summary: 'Keep homes with the account, the main one first',
  input: Type.Object({ homes: Homes }, { additionalProperties: false }),
  output: Me,
})

export const saveRoles = endpoint({
  name: 'saveRoles',
  method: 'PUT',
  path: '/me/roles',
  access: 'resident',
  summary: 'Keep chosen roles with the account',
  input: Type.Object({ roles: Roles }, { additionalProperties: false }),
  output: Me,
})

export const saveLang = endpoint({
  name: 'saveLang',
  method: 'PUT',
  path: '/me/lang',
  access: 'resident',
  summary: 'Keep the language of letters',
  input: Type.Object({ lang: LangSchema }, { additionalProperties: false }),
  output: Me,
})

export const exportMe = endpoint({
  name: 'exportMe',
  method: 'GET',
  path: '/me/export',
  access: 'resident',
  summary: 'Everything the platform holds about this person, by module',
  input: Type.Object({}),
  output: Type.Object({ at: Type.String(), held: Type.Record(Type.String(), Type.Unknown()) }),
})

export const eraseMe = endpoint({
  name: 'eraseMe',
  method: 'DELETE',
  path: '/me',
  access: 'resident',
  summary: 'Erase the account and what hangs on it, at once and for ever',
  input: Type.Object({}),
  output: Done,
})

/** A letter that waits or was sent; the body is there only while it has not been handed over. */
export const Letter = Type.Object({
  id: Type.String(),
  to: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  at: Type.String(),
})

export const listOutbox = endpoint({
  name: 'listOutbox',
  method: 'GET',
  path: '/mail/outbox',
  access: 'anyone',
  summary:
    'Letters of a platform without a mail server, newest first; only from this computer or its private network',
  input: Type.Object({}),
  output: Type.Object({ items: Type.Array(Letter) }),
})

interface StaffRoleMeaning {
  readonly title: Text
  readonly permissions: readonly string[]
}

/** Roles of staff and what each may do. */
export const staffRoles = {
  administrator: { title: { ru: 'Администратор', en: 'Administrator' }, permissions: ['*'] },
  'data-steward': { title: { ru: 'Куратор данных', en: 'Data steward' }, permissions: ['bus.*'] },
  editor: {
    title: { ru: 'Редактор услуг', en: 'Editor of services' },
    permissions: ['catalogue.*', 'flows.*'],
  },
  analyst: { title: { ru: 'Аналитик', en: 'Analyst' }, permissions: ['measure.*'] },
  developer: { title: { ru: 'Разработчик', en: 'Developer' }, permissions: [] },
} as const satisfies Record<string, StaffRoleMeaning>

export type StaffRole = keyof typeof staffRoles
export const StaffRoleSchema = Type.Union([
  Type.Literal('administrator'),
  Type.Literal('data-steward'),
  Type.Literal('editor'),
  Type.Literal('analyst'),
  Type.Literal('developer'),
])

export const StaffMember = Type.Object({
  /** Of the grant, one for each role of a person. */
  id: Type.String(),
  email: Type.String(),
  role: StaffRoleSchema,
  /** Absent until the person has signed in for the first time. */
  personId: Type.Optional(Type.String()),
  grantedAt: Type.String(),
  grantedBy: Type.Optional(Type.String({ description: 'E-mail; absent when granted by the operator' })),
})

export const listStaff = endpoint({
  name: 'listStaff',
  method: 'GET',
  path: '/staff',
  access: may('people.manage'),
  summary: 'Who is staff, and in which roles',
  input: Type.Object({}),
  output: Type.Object({ items: Type.Array(StaffMember) }),
})

export const grantStaff = endpoint({
  name: 'grantStaff',
  method: 'POST',
  path: '/staff',
  access: may('people.manage'),
  summary: 'Give a role to a person, who may sign in later',
  input: Type.Object({ email: Email, role: StaffRoleSchema }, { additionalProperties: false }),
  output: StaffMember,
})

export const revokeStaff = endpoint({
  name: 'revokeStaff',
  method: 'DELETE',
  path: '/staff/:grantId',
  access: may('people.manage'),
  summary: 'Take a role back; the last administrator stays',
  input: Type.Object({ grantId: Type.String({ maxLength: 64 }) }),
  output: Done,
})

export const StaffActSchema = Type.Object({
  requestId: Type.String(),
  at: Type.String(),
  personId: Type.String(),
  /** Absent when the account is gone. */
  email: Type.Optional(Type.String()),
  permission: Type.String(),
  endpoint: Type.String(),
  /** Ids of what was acted on; never personal values. */
  subject: Type.Record(Type.String(), Type.Unknown()),
  outcome: Type.Union([
    Type.Literal('started'),
    Type.Literal('done'),
    Type.Literal('refused'),
    Type.Literal('failed'),
  ]),
})

export const listAudit = endpoint({
  name: 'listAudit',
  method: 'GET',
  path: '/staff/audit',
  access: may('people.audit'),
  summary: 'What staff did, newest first',
  input: Type.Object({
    person: Type.Optional(Type.String({ maxLength: 254, description: 'Person id or e-mail' })),
    module: Type.Optional(Type.String({ maxLength: 40 })),
    endpoint: Type.Optional(Type.String({ maxLength: 80 })),
    outcome: Type.Optional(StaffActSchema.properties.outcome),
    ...paging,
  }),
  output: pageOf(StaffActSchema),
})

export const signedUp = fact('people.signed_up', Type.Object({ personId: Type.String(), at: Type.String() }))

/** Whoever holds something about this person forgets it now. */
export const erased = fact('people.erased', Type.Object({ personId: Type.String(), at: Type.String() }))

/** Roles of staff a person has from now on; none of them makes a resident again. */
export const staffChanged = fact(
  'people.staff_changed',
  Type.Object({ personId: Type.String(), roles: Type.Array(StaffRoleSchema), at: Type.String() }),
)

export const refuse: Refuse<
  | 'people.no_such_link'
  | 'people.link_expired'
  | 'people.link_used'
  | 'people.too_many_letters'
  | 'people.bad_address'
  | 'people.outbox_closed'
  | 'people.no_such_grant'
  | 'people.no_such_role'
  | 'people.last_administrator'
> = defineRefusals({
  'people.no_such_link': 404,
  'people.link_expired': 410,
  'people.link_used': 409,
  'people.too_many_letters': 429,
  'people.bad_address': 400,
  'people.outbox_closed': 403,
  'people.no_such_grant': 404,
  'people.no_such_role': 400,
  'people.last_administrator': 409,
})

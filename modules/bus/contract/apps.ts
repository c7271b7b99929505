/** Apps of developers, their keys, and what they used. A key is told once, when it is made. */
import { type Static, Type } from 'typebox'
import { endpoint } from '#kernel/contract/endpoint.ts'

/** `sec` for servers, `pub` for browsers and mini-apps: bound to sites, open fields only. */
export const KeyKind = Type.Union([Type.Literal('sec'), Type.Literal('pub')])
export type KeyKind = Static<typeof KeyKind>

export const AppKey = Type.Object({
  id: Type.String(),
  kind: KeyKind,
  /** `grd_sec_5k2m…`: enough to recognise the key, not enough to use it. */
  hint: Type.String(),
  origins: Type.Array(Type.String()),
  state: Type.Union([Type.Literal('live'), Type.Literal('ending'), Type.Literal('revoked')]),
  createdAt: Type.String(),
  /** A key replaced by a newer one works until then. */
  endsAt: Type.Optional(Type.String()),
  lastUsedAt: Type.Optional(Type.String()),
})
export type AppKey = Static<typeof AppKey>

export const Quota = Type.Object({
  /** Calls in a calendar month of the region. */
  perMonth: Type.Integer(),
  used: Type.Integer(),
  left: Type.Integer(),
  resetsAt: Type.String(),
  perMinute: Type.Integer(),
  /** Largest page. */
  limitMax: Type.Integer(),
})
export type Quota = Static<typeof Quota>

export const App = Type.Object({
  id: Type.String(),
  name: Type.String(),
  purpose: Type.Optional(Type.String()),
  createdAt: Type.String(),
  keys: Type.Array(AppKey),
  quota: Quota,
})
export type App = Static<typeof App>

export const NewKey = Type.Object({
  key: AppKey,
  /** The whole key. Nobody can show it again. */
  secret: Type.String(),
})
export type NewKey = Static<typeof NewKey>

const appId = Type.String({ maxLength: 80 })
const keyId = Type.String({ maxLength: 80 })

export const createApp = endpoint({
  name: 'createApp',
  method: 'POST',
  path: '/apps',
  access: 'resident',
  summary: 'Registers an app that will call the APIs',
  input: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100 }),
    purpose: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  output: App,
})

export const listMyApps = endpoint({
  name: 'listMyApps',
  method: 'GET',
  path: '/apps',
  access: 'resident',
  summary: 'My apps with their keys and what is left of their quotas',
  input: Type.Object({}),
  output: Type.Object({ items: Type.Array(App) }),
})

export const issueKey = endpoint({
  name: 'issueKey',
  method: 'POST',
  path: '/apps/:appId/keys',
  access: 'resident',
  summary: 'Makes a key; the answer is the only place where it stands whole',
  input: Type.Object({
    appId,
    kind: KeyKind,
    /** Sites of a publishable key: `https://example.org`. */
    origins: Type.Optional(
      Type.Array(Type.String({ pattern: '^https?://[A-Za-z0-9.-]+(:\\d{1,5})?$', maxLength: 200 }), {
        maxItems: 20,
      }),
    ),
  }),
  output: NewKey,
})

export const rotateKey = endpoint({
  name: 'rotateKey',
  method: 'POST',
  path: '/apps/:appId/keys/:keyId/rotate',
  access: 'resident',
  summary: 'Makes a new key in place of one that goes on for seven days more',
  input: Type.Object({ appId, keyId }),
  output: NewKey,
})

export const revokeKey = endpoint({
  name: 'revokeKey',
  method: 'POST',
  path: '/apps/:appId/keys/:keyId/revoke',
  access: 'resident',
  summary: 'Ends a key at once',
  input: Type.Object({ appId, keyId }),
  output: AppKey,
})

export const UsageLine = Type.Object({
  /** Hour `2026-03-09T14` or day `2026-03-09` of the region. */
  at: Type.String(),
  calls: Type.Integer(),
  refused: Type.Integer(),
  failed: Type.Integer(),
  bytes: Type.Integer(),
  averageMs: Type.Number(),
})
export type UsageLine = Static<typeof UsageLine>

export const getAppUsage = endpoint({
  name: 'getAppUsage',
  method: 'GET',
  path: '/apps/:appId/usage',
  access: 'resident',
  summary: 'Calls of an app by hour or day, by dataset, and what is left',
  input: Type.Object({
    appId,
    by: Type.Optional(Type.Union([Type.Literal('hour'), Type.Literal('day')], { default: 'day' })),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92, default: 30 })),
  }),
  output: Type.Object({
    quota: Quota,
    lines: Type.Array(UsageLine),
    datasets: Type.Array(Type.Object({ dataset: Type.String(), calls: Type.Integer() })),
  }),
})

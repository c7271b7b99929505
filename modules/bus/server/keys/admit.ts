/** Who calls, by which right, and whether something is left of it. */
import { createHmac } from 'node:crypto'
import type { Config } from '#kernel/server/config.ts'
import type { Counters } from '#kernel/server/counters.ts'
import type { Db } from '#kernel/server/db.ts'
import type { Caller, RawRequest } from '#kernel/server/http/route.ts'
import { type DataClass, ownPageHeader, refuse } from '../../contract.ts'
import { findKey, noteKeyUse } from '../store/apps.ts'
import type { BusTables } from '../store/runs.ts'
import { hashKey, isSameHash, keyState, parseKey } from './key.ts'
import { appPlan, calendarWindow, demoPlan, minuteWindow, type Plan, pagePlan, staffPlan } from './plan.ts'

/** A caller admitted to the APIs. */
export interface Consumer {
  /** As counters and usage name it: an app id, `demo`, `page`, `staff`. */
  readonly app: string
  /** Opaque and stable for one caller; for counting people later. Absent where the call itself is no touch. */
  readonly callerKey?: string
  /** What limits are counted by. */
  readonly subject: string
  readonly plan: Plan
  readonly classes: readonly DataClass[]
}

export interface Allowance {
  readonly quota: { readonly limit: number; readonly left: number; readonly resetsAt: Date }
  readonly minute: { readonly limit: number; readonly left: number; readonly resetsAt: Date }
}

export type Admission = ReturnType<typeof createAdmission>

export function createAdmission(o: {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly counters: Counters
  readonly config: Config
  readonly timeZone: string
}) {
  const { db, now, counters, config, timeZone } = o
  const usedAt = new Map<string, number>()

  /** Addresses are personal: only a keyed hash of them is counted or kept. */
  const markOf = (text: string) =>
    createHmac('sha256', config.secret).update(text).digest('base64url').slice(0, 22)

  async function takeMinute(subject: string, plan: Plan) {
    const window = minuteWindow(now())
    const taken = await counters.take(`bus:minute:${subject}:${window.name}`, plan.perMinute, window.endsAt)
    if (!taken.allowed)
      refuse('bus.too_fast', { limit: plan.perMinute, retryAfterS: secondsUntil(window.endsAt, now()) })
    return { limit: plan.perMinute, left: Math.max(0, plan.perMinute - taken.used), resetsAt: window.endsAt }
  }

  async function byKey(text: string, request: RawRequest, caller: Caller): Promise<Consumer> {
    const parsed = parseKey(text)
    const row = parsed && (await findKey(db.read, parsed.id))
    if (!parsed || !row || !isSameHash(row.hash, hashKey(text))) {
      // Guessing costs the one who guesses.
      await takeMinute(`address:${markOf(caller.address)}`, demoPlan)
      return refuse(parsed ? 'bus.key_unknown' : 'bus.key_malformed')
    }
    if (keyState(row, now()) === 'revoked') refuse('bus.key_revoked')
    const site = request.headers['origin']
    if (row.kind === 'pub' && !(site && row.origins.includes(site)))
      refuse('bus.key_wrong_origin', { origin: site ?? '—' })
    await noteUse(row.id)
    return {
      app: row.appId,
      callerKey: `app:${row.appId}`,
      subject: row.appId,
      plan: appPlan,
      classes: ['open'],
    }
  }

  /** At most once a minute for each key. */
  async function noteUse(id: string): Promise<void> {
    const at = now()
    if (at.getTime() - (usedAt.get(id) ?? 0) < 60_000) return
    usedAt.set(id, at.getTime())
    await db.write((tx) => noteKeyUse(tx.sql, id, at))
  }

  return {
    /** By key; by a staff session, which also sees what is not open; or as a guest who tries. */
    async admit(request: RawRequest, caller: Caller): Promise<Consumer> {
      const text = keyOf(request.headers)
      if (text !== undefined) return byKey(text, request, caller)
      if (caller.id !== undefined && caller.may('bus.manage')) {
        const subject = `staff:${caller.id}`
        return { app: 'staff', subject, plan: staffPlan, classes: ['open', 'internal'] }
      }
      const address = markOf(caller.address)
      if (isOwnPage(request.headers))
        return { app: 'page', subject: `page:${address}`, plan: pagePlan, classes: ['open'] }
      const subject = `address:${address}`
      const callerKey = `demo:${markOf(`${caller.address}\n${caller.userAgent}`)}`
      return { app: 'demo', callerKey, subject, plan: demoPlan, classes: ['open'] }
    },

    /** Takes one call, or refuses with the time to wait. */
    async take({ subject, plan }: Consumer): Promise<Allowance> {
      const minute = await takeMinute(subject, plan)
      const window = calendarWindow(now(), plan.quota.of, timeZone)
      const taken = await counters.take(
        `bus:${plan.quota.of}:${subject}:${window.name}`,
        plan.quota.calls,
        window.endsAt,
      )
      if (!taken.allowed)
        refuse('bus.quota_exceeded', {
          limit: plan.quota.calls,
          resetsAt: window.endsAt.toISOString(),
          retryAfterS: secondsUntil(window.endsAt, now()),
        })
      const left = Math.max(0, plan.quota.calls - taken.used)
      return { minute, quota: { limit: plan.quota.calls, left, resetsAt: window.endsAt } }
    },

    /** Calls of an app in this month. */
    async used(app: string): Promise<{ used: number; resetsAt: Date }> {
      const window = calendarWindow(now(), 'month', timeZone)
      return { used: await counters.used(`bus:month:${app}:${window.name}`), resetsAt: window.endsAt }
    },
  }
}

export const secondsUntil = (at: Date, now: Date): number =>
  Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000))

/**
 * A screen of ours that draws rows, as against somebody who tries the API. Browsers let no other site set these;
 * a program that does gains a wider limit on open data and nothing else.
 */
const isOwnPage = (headers: RawRequest['headers']): boolean =>
  headers[ownPageHeader] !== undefined && headers['sec-fetch-site'] === 'same-origin'

/** `Authorization: Bearer …` or `X-Api-Key`. A key in an address would stay in logs. */
function keyOf(headers: RawRequest['headers']): string | undefined {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers['authorization'] ?? '')?.[1]
  return bearer ?? (headers['x-api-key']?.trim() || undefined)
}

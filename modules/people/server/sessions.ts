/** Who stands behind a session token. Asked at every request, so the answer is remembered for some seconds. */

import type { Doorkeeper, Identity } from '#kernel/server/http/route.ts'
import type { Kit } from '#kernel/server/module.ts'
import { auditSubject, hashOf, mustSlide, permissionsOf, sessionExpiry } from './rules.ts'
import { auditWrites } from './store/audit.ts'
import { sessionReads, sessionWrites } from './store/sessions.ts'
import type { PeopleTables } from './store/tables.ts'

/** Another process may have ended a session: here it lives on for at most this long. */
const rememberMs = 5_000
const rememberAtMost = 5_000

export interface Sessions extends Doorkeeper {
  /** After anything that changes who somebody is: sign-out, staff roles, erasure. */
  forget(): void
}

export function createSessions({ db, now }: Pick<Kit<PeopleTables>, 'db' | 'now'>): Sessions {
  const remembered = new Map<string, { identity: Identity; until: number }>()
  return {
    async identify(token) {
      const hash = hashOf(token)
      const key = hash.toString('base64')
      const at = now()
      const known = remembered.get(key)
      if (known && known.until > at.getTime() && known.until <= at.getTime() + rememberMs)
        return known.identity
      const session = await sessionReads(db.read).findSession(hash, at)
      if (!session) {
        remembered.delete(key)
        return undefined
      }
      if (mustSlide(session.seenAt, at))
        await db.write((tx) => sessionWrites(tx.sql).slideSession(hash, at, sessionExpiry(at)))
      const identity = { residentId: session.personId, permissions: permissionsOf(session.staffRoles) }
      if (remembered.size >= rememberAtMost) remembered.clear()
      remembered.set(key, { identity, until: at.getTime() + rememberMs })
      return identity
    },
    async audit(act) {
      await db.write(async (tx) => {
        const store = auditWrites(tx.sql)
        if (act.outcome === 'started') await store.beginAct(act, auditSubject(act.subject), now())
        else await store.endAct(act, now())
      })
    },
    forget: () => remembered.clear(),
  }
}

/** The tables of people as SQL names them. */
import type { Generated, Kysely } from 'kysely'
import type { Lang } from '#kernel/contract/text.ts'
import type { StaffAct } from '#kernel/server/http/route.ts'
import type { Home, StaffRole } from '../../contract.ts'

export type PeopleTables = {
  'people.person': {
    id: string
    email: string
    lang: Lang
    homes: Home[]
    roles: string[]
    created_at: Date
  }
  'people.link': {
    token_hash: Buffer
    email: string
    next: string | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'people.session': {
    token_hash: Buffer
    person_id: string
    created_at: Date
    seen_at: Date
    expires_at: Date
  }
  'people.mail': {
    id: string
    recipient: string
    subject: string
    text: string
    html: string
    created_at: Date
  }
  'people.staff': {
    id: string
    email: string
    role: StaffRole
    granted_by: string | null
    granted_at: Date
    revoked_by: string | null
    revoked_at: Date | null
  }
  'people.audit': {
    seq: Generated<number>
    request_id: string
    person_id: string
    permission: string
    endpoint: string
    subject: Record<string, unknown>
    outcome: StaffAct['outcome']
    at: Date
    ended_at: Date | null
  }
}

export type Sql = Kysely<PeopleTables>

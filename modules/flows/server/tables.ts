import type { Generated } from 'kysely'

export type FlowsTables = {
  'flows.version': { hash: string; flow: string; number: number; body: unknown; created_at: Date }
  'flows.alias': { flow: string; name: string; hash: string }
  'flows.session': {
    id: string
    flow: string
    version: string
    channel: string
    person_key: string
    person_kind: string
    status: string
    inputs: Buffer
    state: Buffer
    events: number
    started_at: Date
    last_at: Date
  }
  'flows.event': { session: string; n: number; at: Date; body: Buffer }
  'flows.turn': { channel: string; event_id: string; session: string | null; answer: Buffer; at: Date }
  'flows.lane': { id: string; session: string | null; is_open: Generated<boolean>; at: Date }
  'flows.person': { key: string; body: Buffer; at: Date }
  'flows.effect': {
    key: string
    session: string
    service: string
    state: string
    result: Buffer | null
    at: Date
  }
  'flows.inbox': {
    id: Generated<number>
    channel: string
    event_id: string
    lane: string
    body: Buffer
    state: Generated<string>
    attempts: Generated<number>
    at: Date
  }
  'flows.outbox_message': {
    id: Generated<number>
    channel: string
    chat: string
    session: string | null
    body: Buffer
    state: Generated<string>
    due_at: Date
    attempts: Generated<number>
    platform_id: string | null
    reason: string | null
    sent_at: Date | null
    at: Date
  }
  'flows.shown': { chat: string; key: string; body: Buffer; at: Date }
  'flows.continuation': {
    token_hash: Buffer
    code_hash: Buffer
    session: string
    expires_at: Date
    used_at: Date | null
  }
  'flows.wrong_code': { device: string; count: number; until: Date }
  'flows.cursor': { name: string; position: number }
}

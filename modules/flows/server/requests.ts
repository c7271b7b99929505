/** What a talk asks of the outside: datasets of the bus, buildings, services of modules, acts. */
import type { Point } from '#kernel/contract/geo.ts'
import { Refusal } from '#kernel/contract/refusal.ts'
import type { Plain } from '#kernel/expression/expression.ts'
import type { Kit } from '#kernel/server/module.ts'
import { refuse } from '../contract/refusals.ts'
import type { FlowEvent, FlowRequest } from '../engine/event.ts'
import type { Lang, Speaker } from './channel.ts'
import { talkReads, talkWrites } from './store/talks.ts'
import type { DatasetQuestion, Found, Surroundings, Wanted } from './surroundings.ts'
import type { FlowsTables } from './tables.ts'
import type { Vault } from './vault.ts'

export interface Asking {
  readonly session: string
  readonly flow: string
  readonly person: Speaker
  readonly channel: string
  readonly lang: Lang
  readonly overheard: boolean
}

export type Parameters = Readonly<Record<string, Plain>>

/** A service plugged in by a module. An act must do nothing the second time it is called with the same key. */
export type PluggedService =
  | { readonly kind: 'query'; readonly run: (given: Parameters, asking: Asking) => Promise<Found> }
  | {
      readonly kind: 'act'
      readonly run: (given: Parameters, asking: Asking, idempotencyKey: string) => Promise<Plain>
    }

type Answered = Extract<FlowEvent, { kind: 'answered' }>

export function createRequests(kit: Kit<FlowsTables>, vault: Vault, around: Surroundings) {
  const services = new Map<string, PluggedService>()

  async function value(request: FlowRequest, asking: Asking, deadlineMs: number): Promise<Found> {
    if (request.kind === 'house') return { value: await houses(request) }
    const plugged = services.get(request.service)
    if (request.kind === 'act') return { value: await act(request, asking, plugged) }
    if (plugged?.kind === 'query') return plugged.run(request.with, asking)
    const service = await around.serviceOf(asking.flow)
    return around.ask(toQuestion(request.service, request.with), {
      service,
      lang: asking.lang,
      deadlineMs,
      ...(request.staleS !== undefined && { staleS: request.staleS }),
    })
  }

  const houses = ({ text, geo }: Extract<FlowRequest, { kind: 'house' }>) =>
    geo ? around.nearestHouse(geo) : around.resolveHouse(text ?? '')

  /** Rule 6: begun is written down before the call and done after it; a key that is done is not called again. */
  async function act(
    request: Extract<FlowRequest, { kind: 'act' }>,
    asking: Asking,
    plugged: PluggedService | undefined,
  ): Promise<Plain> {
    if (plugged?.kind !== 'act') refuse('flows.no_such_act', { act: request.service })
    const { idempotencyKey: key, service } = request
    const kept = await talkReads(kit.db.read).effect(key)
    if (kept?.state === 'done' && kept.result) return vault.open(kept.result, `effect:${key}`)
    const begun = { key, session: asking.session, service, state: 'begun', result: null, at: kit.now() }
    if (!kept) await kit.db.write((tx) => talkWrites(tx.sql).beginEffect(begun))
    const result = await plugged.run(request.with, asking, key)
    await kit.db.write((tx) => talkWrites(tx.sql).endEffect(key, 'done', vault.seal(result, `effect:${key}`)))
    return result
  }

  return {
    add(id: string, service: PluggedService): void {
      if (services.has(id)) throw new Error(`the service ${id} was added twice`)
      services.set(id, service)
    },

    knows: (id: string) => services.get(id)?.kind,

    /** Never throws: what went wrong is an answer too, and the flow has an edge for it. */
    async run(request: FlowRequest, asking: Asking, budgetMs: number): Promise<Answered> {
      const limitMs = Math.min(
        request.kind === 'house' ? budgetMs : (request.timeoutMs ?? budgetMs),
        budgetMs,
      )
      const base = { kind: 'answered' as const, id: request.id }
      try {
        const { value: found, origin } = await within(value(request, asking, limitMs), limitMs)
        return { ...base, at: kit.now().toISOString(), ok: true, value: found, ...(origin && { origin }) }
      } catch (error) {
        const code = error instanceof Refusal ? error.code : 'fault'
        const what = request.kind === 'house' ? 'house' : request.service
        if (code === 'fault')
          kit.log.warn({ err: error, service: what, session: asking.session }, 'flows: a request failed')
        return { ...base, at: kit.now().toISOString(), ok: false, error: code }
      }
    },
  }
}

export type Requests = ReturnType<typeof createRequests>

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Refusal('flows.too_slow', 504)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Parameters of a query with a meaning of their own; every other one is «field equals». */
function toQuestion(dataset: string, given: Parameters): DatasetQuestion {
  const { near, radiusM, text, sort, limit, district, select, ...where } = given
  return {
    dataset,
    where: Object.fromEntries(Object.entries(where).map(([name, value]) => [name, toWanted(name, value)])),
    ...(typeof district === 'string' && { district }),
    ...(typeof select === 'string' && { select: select.split(',').map((name) => name.trim()) }),
    ...(isPoint(near) && { near }),
    ...(typeof radiusM === 'number' && { radiusM }),
    ...(typeof text === 'string' && { text }),
    ...(typeof sort === 'string' && { sort }),
    ...(typeof limit === 'number' && { limit }),
  }
}

/** A map or a nested list equals nothing in a table. */
function toWanted(name: string, value: Plain): Wanted {
  if (!Array.isArray(value)) return isSimple(value) ? value : refuse('flows.bad_parameter', { name })
  return value.filter(isSimple).filter((one) => one !== null)
}

const isSimple = (value: Plain): value is string | number | boolean | null =>
  value === null || typeof value !== 'object'

export const isPoint = (value: Plain | undefined): value is Plain & Point =>
  typeof value === 'object' && value !== null && 'lat' in value && 'lon' in value

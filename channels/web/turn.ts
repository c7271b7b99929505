/** One turn of a talk on the web. The browser keeps the id of its talk; who is signed in brings homes and roles along. */
import type { InputOf, OutputOf } from '#kernel/contract/endpoint.ts'
import { Refusal } from '#kernel/contract/refusal.ts'
import type { Caller } from '#kernel/server/http/route.ts'
import type { ApiOf } from '#kernel/server/module.ts'
import type { Caps, Me } from '#modules/flows/contract.ts'
import type { FlowsApi, Speaker } from '#modules/flows/index.ts'
import type { people } from '#modules/people/index.ts'
import { refuse, type takeTurn } from './contract.ts'

/** What a browser can do (CHANNELS.md 5.1). Nothing is pushed to it yet. */
const caps: Caps = {
  push: false,
  screen: true,
  speech: false,
  keyboard: false,
  inline: true,
  callback: true,
  carousel: true,
  geo: true,
  photo: true,
  links: true,
  app: false,
  edit: true,
  form: true,
}

const budgetMs = 10_000

export interface WebParts {
  readonly flows: FlowsApi
  readonly people: Pick<ApiOf<typeof people>, 'profile'>
}

export function createWebTurn({ flows, people: accounts }: WebParts) {
  return async (asked: InputOf<typeof takeTurn>, caller: Caller): Promise<OutputOf<typeof takeTurn>> => {
    const person: Speaker = caller.id
      ? { key: caller.id, kind: 'account' }
      : { key: asked.device, kind: 'device' }
    try {
      const { session, views, done, canGoBack } = await flows.turn({
        channel: 'web',
        person,
        // The number is the browser's own: another browser may use the same one.
        eventId: `${person.key}:${asked.turnId}`,
        ...(asked.session === undefined ? { flow: asked.flow } : { session: asked.session }),
        input: asked.input,
        lang: asked.lang,
        caps,
        me: await whoIs(asked, caller),
        budgetMs,
      })
      return { session, views: [...views], done, canGoBack }
    } catch (error) {
      if (error instanceof Refusal && error.code === 'flows.no_such_session')
        return refuse('web.no_such_talk')
      if (error instanceof Refusal && error.code === 'flows.not_on_channel') return refuse('web.not_on_web')
      throw error
    }
  }

  /** The home in question comes first in the request; what the account knows besides follows. */
  async function whoIs({ homes, roles }: InputOf<typeof takeTurn>, { id }: Caller): Promise<Me> {
    const kept = id === undefined ? { homes: [], roles: [] } : await accounts.profile(id)
    const here = new Set(homes.map((home) => home.id))
    return {
      known: id !== undefined,
      homes: [...homes, ...kept.homes.filter((home) => !here.has(home.id))].slice(0, 20),
      roles: [...new Set([...roles, ...kept.roles])].slice(0, 40),
      subs: [],
    }
  }
}

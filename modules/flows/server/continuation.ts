/**
 * Going on elsewhere (rule 11): a link with 128 random bits, or six digits to say. Ten minutes, once; five wrong
 * codes lock the device. The same person goes on with the same talk; anybody else gets its public values only.
 */
import { createHash } from 'node:crypto'
import type { Kit } from '#kernel/server/module.ts'
import { refuse } from '../contract/refusals.ts'
import type { TurnInput } from '../contract/turn.ts'
import { classOf } from '../engine/document.ts'
import type { Talk } from './player.ts'
import type { Asking } from './requests.ts'
import { continuationReads, continuationWrites } from './store/continuations.ts'
import type { FlowsTables } from './tables.ts'
import type { FoundTalk, Talks } from './talks.ts'
import type { TurnAsked } from './turn.ts'

/** A talk to go on with, and its first input there. */
export interface Carried {
  readonly talk: Talk
  readonly input: TurnInput
}

const lifeMs = 10 * 60_000
const wrongTries = 5

const hashOf = (text: string) => createHash('sha256').update(text).digest()

export function createContinuations({ db, now, random, config }: Kit<FlowsTables>, talks: () => Talks) {
  async function freeCode(at: Date): Promise<string> {
    for (;;) {
      const code = String(random(4).readUInt32BE() % 1_000_000).padStart(6, '0')
      if (!(await continuationReads(db.read).codeIsTaken(hashOf(code), at))) return code
    }
  }

  async function redeem(
    column: 'token_hash' | 'code_hash',
    secret: string,
    asked: TurnAsked,
  ): Promise<Carried | undefined> {
    const at = now()
    const session = await db.write((tx) => continuationWrites(tx.sql).use(column, hashOf(secret), at))
    const talk = session === undefined ? undefined : await talks().find(session)
    if (!talk) return undefined
    const isSame =
      talk.person.kind === 'account' && talk.person.key === asked.person.key && talk.channel === asked.channel
    return isSame ? { talk, input: { kind: 'command', name: 'repeat' } } : copyFor(talk, asked)
  }

  /** A talk of somebody unproven: begun anew, and told what may be read by anyone. */
  function copyFor({ version, state }: FoundTalk, asked: TurnAsked): Carried {
    const vars = Object.entries(state.frames[0]?.vars ?? {})
    const slots = Object.fromEntries(vars.filter(([name]) => classOf(version.document, name) === 'public'))
    return { talk: talks().begin(version, asked), input: { kind: 'start', slots } }
  }

  return {
    /** The built-in act `channel.continue`. */
    async issue({ session, flow }: Asking): Promise<{ code: string; link: string }> {
      const at = now()
      const token = random(16).toString('base64url')
      const code = await freeCode(at)
      await db.write((tx) =>
        continuationWrites(tx.sql).add({
          token_hash: hashOf(token),
          code_hash: hashOf(code),
          session,
          expires_at: new Date(at.getTime() + lifeMs),
          used_at: null,
        }),
      )
      return { code, link: new URL(`/s/${flow}?continue=${token}`, config.publicUrl).href }
    },

    redeemToken: (token: string, asked: TurnAsked) => redeem('token_hash', token, asked),

    async redeemCode(code: string, asked: TurnAsked) {
      const at = now()
      const device = asked.person.key
      if (await continuationReads(db.read).isLocked(device, at, wrongTries))
        refuse('flows.codes_locked', { retryAfterS: 600 })
      const carried = await redeem('code_hash', code, asked)
      if (!carried)
        await db.write((tx) =>
          continuationWrites(tx.sql).countWrong(device, at, new Date(at.getTime() + lifeMs)),
        )
      return carried
    },
  }
}

export type Continuations = ReturnType<typeof createContinuations>

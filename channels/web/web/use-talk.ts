/**
 * One talk with one flow. Each answered turn is a step of the browser's history, so the Back button goes
 * to the previous answer, Forward gives it again, and a reload picks the talk up where it was.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Lang } from '#kernel/contract/text.ts'
import { ask, type Problem } from '#kernel/web/client.ts'
import { randomId } from '#kernel/web/random-id.ts'
import { toProblem } from '#kernel/web/use-endpoint.ts'
import type { House, TurnInput } from '#modules/flows/contract/turn.ts'
import { type TalkAnswer, takeTurn } from '../contract.ts'

/** What every turn carries besides the answer itself. */
export interface TalkPerson {
  device: string
  homes: House[]
  roles: string[]
  lang: Lang
}

export interface Talk {
  answer: TalkAnswer | undefined
  isBusy: boolean
  problem: Problem | undefined
  /** True when there is an earlier answer to return to. */
  canGoBack: boolean
  give: (input: TurnInput) => void
  goBack: () => void
  restart: () => void
  retry: () => void
}

interface Step {
  session: string
  step: number
}

export function useTalk(flow: string, person: TalkPerson): Talk {
  const { step: placeStep, read, write, carried } = useTalkStep()
  const [answer, setAnswer] = useState<TalkAnswer>()
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  /** Inputs by step, for Forward; the step that is on the screen. */
  const given = useRef<TurnInput[]>([])
  const shown = useRef<Step | undefined>(undefined)
  const failed = useRef<(() => Promise<void>) | undefined>(undefined)
  const current = useRef({ flow, person })
  current.current = { flow, person }

  const turn = useCallback(async (input: TurnInput, session: string | undefined, turnId: string) => {
    const { flow: id, person: who } = current.current
    return ask(takeTurn, { flow: id, turnId, input, ...who, ...(session !== undefined && { session }) })
  }, [])

  /** Runs one act of the talk; a lost network keeps it for `retry` under the same turn id. */
  const run = useCallback(async (act: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    failed.current = undefined
    try {
      await act()
    } catch (error) {
      failed.current = act
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }, [])

  const begin = useCallback(async () => {
    const turnId = randomId()
    const token = carried()
    await run(async () => {
      const first = await startTalk(turn, token, turnId)
      given.current = []
      shown.current = { session: first.session, step: 0 }
      write(shown.current, 'replace')
      setAnswer(first)
    })
  }, [run, turn, write, carried])

  const give = useCallback(
    (input: TurnInput) => {
      const turnId = randomId()
      void run(async () => {
        const from = shown.current
        const next = await turn(input, from?.session, turnId)
        const step = (from?.step ?? 0) + 1
        given.current = [...given.current.slice(0, step - 1), input]
        shown.current = { session: next.session, step }
        write(shown.current, 'push')
        setAnswer(next)
      })
    },
    [run, turn, write],
  )

  const follow = useCallback(
    async (wanted: Step) => {
      const from = shown.current
      if (!from || (from.session === wanted.session && from.step === wanted.step)) return
      if (from.session !== wanted.session) {
        // An entry of an older talk: that talk says again where it stands.
        setAnswer(await turn({ kind: 'command', name: 'repeat' }, wanted.session, randomId()))
        shown.current = wanted
        return
      }
      const inputs =
        wanted.step < from.step
          ? Array.from(
              { length: from.step - wanted.step },
              (): TurnInput => ({ kind: 'command', name: 'back' }),
            )
          : given.current.slice(from.step, wanted.step)
      for (const input of inputs) {
        const turnId = randomId()
        const next = await turn(input, from.session, turnId)
        setAnswer(next)
      }
      shown.current = wanted
    },
    [turn],
  )

  const start = useCallback(async () => {
    const kept = read()
    if (!kept) return begin()
    try {
      setBusy(true)
      setAnswer(await turn({ kind: 'command', name: 'repeat' }, kept.session, randomId()))
      shown.current = kept
    } catch (error) {
      // The talk has expired, or the server forgot it: an answer is owed all the same.
      if (toProblem(error).code === 'offline') setProblem(toProblem(error))
      else await begin()
    } finally {
      setBusy(false)
    }
  }, [read, begin, turn])

  const homeId = person.homes[0]?.id
  const begun = useRef<string | undefined>(undefined)
  useEffect(() => {
    const key = `${flow} ${homeId}`
    if (begun.current === key) return
    const isFresh = begun.current === undefined
    begun.current = key
    // Another house is another talk; the first look may continue an old one.
    void (isFresh ? start() : begin())
  }, [flow, homeId, start, begin])

  const spoken = useRef(person.lang)
  useEffect(() => {
    if (spoken.current === person.lang) return
    spoken.current = person.lang
    const session = shown.current?.session
    if (session)
      void run(async () => setAnswer(await turn({ kind: 'command', name: 'repeat' }, session, randomId())))
  }, [person.lang, run, turn])

  useEffect(() => {
    const wanted = placeStep
    if (wanted) void run(() => follow(wanted))
  }, [placeStep, run, follow])

  return {
    answer,
    isBusy,
    problem,
    canGoBack: (placeStep?.step ?? 0) > 0,
    give,
    goBack: () => window.history.back(),
    restart: () => void begin(),
    retry: () => void run(failed.current ?? begin),
  }
}

/** The step of the talk in the state of the current history entry. */
function useTalkStep() {
  const { state, search } = useLocation()
  const navigate = useNavigate()
  const { session, step: number } = readStep(state) ?? {}
  const step = useMemo(
    () => (session !== undefined && number !== undefined ? { session, step: number } : undefined),
    [session, number],
  )
  const latest = useRef({ navigate, search, step })
  latest.current = { navigate, search, step }

  const write = useCallback((talk: Step, how: 'push' | 'replace') => {
    const { navigate: go, search: now } = latest.current
    void go(
      { search: how === 'replace' ? withoutToken(now) : houseOnly(now) },
      { replace: how === 'replace', state: { talk } },
    )
  }, [])
  const read = useCallback(() => latest.current.step, [])
  const carried = useCallback(
    () => new URLSearchParams(latest.current.search).get('continue') ?? undefined,
    [],
  )
  return { step, read, write, carried }
}

/** A link that carries a talk here from another channel works once; a spent one begins the service anew. */
async function startTalk(
  turn: (input: TurnInput, session: string | undefined, turnId: string) => Promise<TalkAnswer>,
  token: string | undefined,
  turnId: string,
): Promise<TalkAnswer> {
  if (token === undefined) return turn({ kind: 'start' }, undefined, turnId)
  try {
    return await turn({ kind: 'start' }, `continue:${token}`, turnId)
  } catch (error) {
    if (toProblem(error).code === 'offline') throw error
    return turn({ kind: 'start' }, undefined, randomId())
  }
}

function withoutToken(search: string): string {
  const parameters = new URLSearchParams(search)
  if (!parameters.has('continue')) return search
  parameters.delete('continue')
  return parameters.size > 0 ? `?${parameters}` : ''
}

/** A new answer forgets what was searched and chosen in the list before it, and keeps the house. */
function houseOnly(search: string): string {
  const house = new URLSearchParams(search).get('house')
  return house ? `?house=${encodeURIComponent(house)}` : ''
}

function readStep(state: unknown): Step | undefined {
  if (typeof state !== 'object' || state === null || !('talk' in state)) return undefined
  const { talk } = state
  if (typeof talk !== 'object' || talk === null || !('session' in talk) || !('step' in talk)) return undefined
  return typeof talk.session === 'string' && typeof talk.step === 'number'
    ? { session: talk.session, step: talk.step }
    : undefined
}

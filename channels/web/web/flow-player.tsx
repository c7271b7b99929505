/** Plays a flow on a page: total over views, one question at a time, the way back always in the same place. */
import { Button } from '@vkontakte/vkui'
import { useEffect, useRef } from 'react'
import { useSettings } from '#kernel/web/settings.ts'
import { ErrorState, Waiting } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { House } from '#modules/flows/contract/turn.ts'
import type { View } from '#modules/flows/contract/view.ts'
import './player.css'
import { ReadAloud } from './read-aloud.tsx'
import { type Talk, type TalkPerson, useTalk } from './use-talk.ts'
import { AskView, FormView } from './views/ask-view.tsx'
import { ShowView } from './views/show-view.tsx'
import { ContinueView, TextView } from './views/text-view.tsx'

interface FlowPlayerProps {
  flow: string
  person: Omit<TalkPerson, 'lang'>
}

export function FlowPlayer({ flow, person }: FlowPlayerProps) {
  const { t, lang } = useWords()
  const { isSimple } = useSettings()
  const talk = useTalk(flow, { ...person, lang })
  const box = useArrivalFocus(talk)
  const { answer, problem, isBusy } = talk

  return (
    <section className="g-player" aria-label={t('web-player')} aria-busy={isBusy}>
      <div ref={box} tabIndex={-1} className="g-player__views" aria-live="polite">
        {problem && <ErrorState problem={problem} retry={talk.retry} kept={t('web-kept')} />}
        {!answer && !problem && <Waiting what={t('web-asking')} />}
        {keyed(answer?.views ?? []).map(({ view, key }) => (
          <OneView key={key} view={view} talk={talk} home={person.homes[0]} />
        ))}
      </div>
      {isSimple && answer && <ReadAloud views={answer.views} />}
      {answer && (
        <div className="g-player__ways">
          {talk.canGoBack && (
            <Button mode="secondary" size="l" onClick={talk.goBack}>
              {t('back')}
            </Button>
          )}
          {(answer.done || talk.canGoBack) && (
            <Button mode="tertiary" size="l" onClick={talk.restart}>
              {t('web-again')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

interface OneViewProps {
  view: View
  talk: Talk
  home: House | undefined
}

function OneView({ view, talk, home }: OneViewProps) {
  switch (view.kind) {
    case 'ask':
      return <AskView view={view} give={talk.give} isBusy={talk.isBusy} />
    case 'form':
      return <FormView view={view} give={talk.give} isBusy={talk.isBusy} />
    case 'text':
      return <TextView view={view} />
    case 'continue':
      return <ContinueView view={view} />
    default:
      return <ShowView view={view} home={home} />
  }
}

/** A view has no id of its own: its kind and its place in the answer name it, and the key of a question. */
const keyed = (views: readonly View[]) =>
  views.map((view, index) => ({ view, key: `${index}-${view.kind}-${'key' in view ? view.key : ''}` }))

/** A new answer takes the focus, so that it is read; the first one leaves the focus on the heading. */
function useArrivalFocus({ answer }: Talk) {
  const box = useRef<HTMLDivElement>(null)
  const count = useRef(0)
  useEffect(() => {
    if (!answer) return
    count.current += 1
    const shown = box.current
    if (count.current === 1 || !shown) return
    shown.focus({ preventScroll: true })
    const { top } = shown.getBoundingClientRect()
    if (top < 60 || top > window.innerHeight / 2) shown.scrollIntoView({ block: 'start' })
  }, [answer])
  return box
}

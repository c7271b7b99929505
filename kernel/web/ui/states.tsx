/** Empty, broken, slow: what is missing, what is safe, and the next step. Never a dead end. */
import { Button } from '@vkontakte/vkui'
import { type ReactNode, useEffect, useState } from 'react'
import type { Problem } from '../client.ts'
import { useWords } from '../words.tsx'
import './ui.css'

interface EmptyStateProps {
  title: string
  children?: ReactNode
  action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="g-card g-state">
      <h2>{title}</h2>
      {children && <p className="g-quiet">{children}</p>}
      {action}
    </div>
  )
}

interface ErrorStateProps {
  problem: Problem
  retry?: (() => void) | undefined
  /** What was kept: «Текст сохранён». */
  kept?: string
  action?: ReactNode
}

export function ErrorState({ problem, retry, kept, action }: ErrorStateProps) {
  const { t } = useWords()
  const own = problem.code === 'offline' ? 'offline' : 'fault'
  return (
    <div className="g-card g-state" role="alert">
      <h2>{problem.title || t(`error-${own}`)}</h2>
      <p className="g-quiet">
        {kept && `${kept} `}
        {problem.next || (problem.title ? t('error-refused-next') : t(`error-${own}-next`))}
      </p>
      {retry && (
        <Button mode="secondary" size="l" onClick={retry}>
          {t('retry')}
        </Button>
      )}
      {action}
      <p className="g-quiet g-small">
        {t('error-code', { code: problem.code })}
        {problem.requestId && ` · ${problem.requestId}`}
      </p>
    </div>
  )
}

interface WaitingProps {
  /** What is going on, in words: shown after a second. */
  what: string
  lines?: number
  /** Offered after ten seconds. */
  leave?: (() => void) | undefined
}

/** Nothing at first, grey lines soon, words after a second, a way out after ten. */
export function Waiting({ what, lines = 3, leave }: WaitingProps) {
  const seconds = useSecondsWaited()
  const { t } = useWords()
  return (
    <div className="g-stack" role="status" aria-live="polite">
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal grey lines that never move
        <div key={i} className="g-bone" style={{ height: 22, width: `${92 - ((i * 23) % 45)}%` }} />
      ))}
      {seconds >= 1 && <p className="g-quiet g-small">{what}</p>}
      {seconds >= 10 && leave && (
        <Button mode="tertiary" onClick={leave}>
          {t('wait-leave')}
        </Button>
      )}
    </div>
  )
}

function useSecondsWaited(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const clock = setInterval(() => setSeconds((n) => n + 1), 1000)
    return () => clearInterval(clock)
  }, [])
  return seconds
}

interface LoadedProps<T> {
  read: { data: T | undefined; problem: Problem | undefined; reload: () => void }
  what: string
  children: (data: T) => ReactNode
}

/** The three ends of any reading: waiting, bad news, the thing itself. Older data stays while it is re-read. */
export function Loaded<T>({ read, what, children }: LoadedProps<T>) {
  if (read.data !== undefined) return <>{children(read.data)}</>
  if (read.problem) return <ErrorState problem={read.problem} retry={read.reload} />
  return <Waiting what={what} />
}

import type { ReactNode } from 'react'

export type Tone = 'good' | 'wait' | 'bad' | 'plain'

const signs: Record<Tone, string> = { good: '✓', wait: '◷', bad: '!', plain: '' }

/** A state: always a sign and a word beside the colour. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`g-mark g-mark--${tone}`}>
      {signs[tone] && <span aria-hidden="true">{signs[tone]}</span>}
      {children}
    </span>
  )
}

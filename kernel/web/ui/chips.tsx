import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import './ui.css'

export interface Chip {
  id: string
  label: string
  icon?: string | undefined
}

interface ChipsProps {
  label: string
  chips: readonly Chip[]
  chosen: readonly string[]
  toggle: (id: string) => void
  /** On a phone: one line that scrolls sideways. */
  isOneLine?: boolean
  /** After the last chip: a way to more of them. */
  children?: ReactNode
}

/** Any number of choices, each a pressed or unpressed button. */
export function Chips({ label, chips, chosen, toggle, isOneLine = false, children }: ChipsProps) {
  return (
    <fieldset className="g-chips-set">
      <legend className="g-hidden">{label}</legend>
      <div className={isOneLine ? 'g-chips g-chips--one-line' : 'g-chips'}>
        {chips.map((chip) => (
          <button
            key={chip.id}
            type="button"
            className="g-chip"
            aria-pressed={chosen.includes(chip.id)}
            onClick={() => toggle(chip.id)}
          >
            {chip.icon && <Icon name={chip.icon} size={20} />}
            {chip.label}
          </button>
        ))}
        {children}
      </div>
    </fieldset>
  )
}

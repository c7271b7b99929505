/**
 * A text field with suggestions, after the WAI-ARIA combobox pattern: focus stays in the field, arrows
 * walk the list, Enter takes, Escape closes. Used for addresses and for long choices.
 */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useWords } from '../words.tsx'
import './ui.css'

export interface Suggestion {
  id: string
  title: string
  text?: string | undefined
}

interface ComboboxProps {
  label: string
  isLabelHidden?: boolean
  hint?: string
  value: string
  change: (text: string) => void
  suggestions: readonly Suggestion[]
  choose: (id: string) => void
  /** A line under the list: nothing found, still looking. */
  note?: ReactNode
  isBusy?: boolean
  autoFocus?: boolean
}

export function Combobox(props: ComboboxProps) {
  const { label, isLabelHidden, hint, value, change, suggestions, choose, note, isBusy } = props
  const { t } = useWords()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const isShown = isOpen && (suggestions.length > 0 || note !== undefined)
  const current = suggestions[active]

  const take = (suggestion: Suggestion) => {
    setOpen(false)
    setActive(-1)
    choose(suggestion.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setOpen(false)
    if (event.key === 'Enter') {
      const taken = current ?? (isShown ? suggestions[0] : undefined)
      if (!taken) return
      event.preventDefault()
      return take(taken)
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || suggestions.length === 0) return
    event.preventDefault()
    setOpen(true)
    setActive((active + step + suggestions.length + (active < 0 && step < 0 ? 1 : 0)) % suggestions.length)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only closes the list when the focus leaves
    <div
      className="g-combo"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <label className={isLabelHidden ? 'g-hidden' : 'g-label'} htmlFor={id}>
        {label}
      </label>
      <div className="g-combo__field">
        <input
          ref={field}
          id={id}
          role="combobox"
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-busy={isBusy}
          aria-activedescendant={isShown && current ? `${id}-${active}` : undefined}
          placeholder={hint}
          value={value}
          onChange={(event) => {
            change(event.target.value)
            setActive(-1)
            setOpen(true)
          }}
          onFocus={() => value !== '' && setOpen(true)}
          onKeyDown={onKeyDown}
        />
        {value !== '' && (
          <button
            type="button"
            className="g-combo__clear"
            aria-label={t('clear')}
            onClick={() => {
              change('')
              field.current?.focus()
            }}
          >
            ×
          </button>
        )}
      </div>
      <div role="status" className="g-hidden">
        {isShown && !isBusy && t('suggestions-found', { n: suggestions.length })}
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={isShown ? 'g-combo__list' : 'g-hidden'}
      >
        {isShown &&
          suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys of the whole list
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field by the pattern
            <div
              key={suggestion.id}
              id={`${id}-${index}`}
              role="option"
              className="g-combo__option"
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => take(suggestion)}
            >
              <span>{suggestion.title}</span>
              {suggestion.text && <span className="g-quiet g-small">{suggestion.text}</span>}
            </div>
          ))}
        {isShown && note && (
          <div
            role="option"
            aria-selected="false"
            aria-disabled="true"
            tabIndex={-1}
            className="g-combo__note"
          >
            {note}
          </div>
        )}
      </div>
    </div>
  )
}

import { useState } from 'react'
import { Combobox } from '#kernel/web/ui/combobox.tsx'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { type FieldProps, shownWhole } from './field.ts'

/** Up to a dozen options as buttons, one press each; more as a field that searches. */
export function ChoiceField({ question, value, change, give }: FieldProps) {
  return question.options.length <= shownWhole ? (
    <fieldset className="g-options g-fieldset">
      <legend className="g-hidden">{question.text.text}</legend>
      {question.options.map(({ press, label, icon }) => (
        <button
          key={press}
          type="button"
          className="g-option"
          {...(!give && { 'aria-pressed': value === press })}
          onClick={() => (give ?? change)(press)}
        >
          {icon && <Icon name={icon} />}
          <span>{label}</span>
        </button>
      ))}
    </fieldset>
  ) : (
    <SearchedChoice question={question} value={value} change={change} give={give} />
  )
}

function SearchedChoice({ question, value, change, give }: FieldProps) {
  const { t } = useWords()
  const chosen = question.options.find(({ press }) => press === value)
  const [text, setText] = useState(chosen?.label ?? '')
  const found = question.options.filter(
    ({ label }) => chosen?.label === text || label.toLowerCase().includes(text.trim().toLowerCase()),
  )
  return (
    <div className="g-stack">
      <Combobox
        label={question.text.text}
        isLabelHidden
        hint={t('web-choose-hint', { n: question.options.length })}
        value={text}
        change={setText}
        suggestions={found.slice(0, 50).map(({ press, label }) => ({ id: press, title: label }))}
        note={found.length === 0 ? t('web-choose-none') : undefined}
        choose={(press) => {
          setText(question.options.find((option) => option.press === press)?.label ?? '')
          ;(give ?? change)(press)
        }}
      />
      {text === '' && (
        <details>
          <summary>{t('web-choose-all')}</summary>
          <div className="g-options">
            {question.options.map(({ press, label }) => (
              <button key={press} type="button" className="g-option" onClick={() => (give ?? change)(press)}>
                {label}
              </button>
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

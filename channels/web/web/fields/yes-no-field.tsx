import { Button } from '@vkontakte/vkui'
import { useWords } from '#kernel/web/words.tsx'
import { ChoiceField } from './choice-field.tsx'
import type { FieldProps } from './field.ts'

/** Two full words on two buttons. A flow may name them itself by its options. */
export function YesNoField(props: FieldProps) {
  const { question, value, change, give } = props
  const { t } = useWords()
  if (question.options.length > 0) return <ChoiceField {...props} />
  return (
    <fieldset className="g-row g-fieldset">
      <legend className="g-hidden">{question.text.text}</legend>
      {[true, false].map((answer) => (
        <Button
          key={String(answer)}
          size="l"
          mode={(give ? answer : value === answer) ? 'primary' : 'secondary'}
          {...(!give && { 'aria-pressed': value === answer })}
          onClick={() => (give ?? change)(answer)}
        >
          {answer ? t('yes') : t('no')}
        </Button>
      ))}
    </fieldset>
  )
}

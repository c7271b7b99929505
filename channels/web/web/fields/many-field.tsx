import { Checkbox } from '@vkontakte/vkui'
import type { FieldProps } from './field.ts'

/** The last option says «готово» where answers come one by one; here the whole page is given at once. */
export function ManyField({ question, value, change }: FieldProps) {
  const chosen: unknown[] = Array.isArray(value) ? value : []
  return (
    <fieldset className="g-options g-fieldset">
      <legend className="g-hidden">{question.text.text}</legend>
      {question.options.slice(0, -1).map(({ press, label }) => (
        <Checkbox
          key={press}
          checked={chosen.includes(press)}
          onChange={(event) =>
            change(event.target.checked ? [...chosen, press] : chosen.filter((one) => one !== press))
          }
        >
          {label}
        </Checkbox>
      ))}
    </fieldset>
  )
}

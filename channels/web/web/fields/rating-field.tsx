import type { FieldProps } from './field.ts'

export function RatingField({ question, value, change, give }: FieldProps) {
  return (
    <fieldset className="g-row g-fieldset">
      <legend className="g-hidden">{question.text.text}</legend>
      {[1, 2, 3, 4, 5].map((stars) => (
        <button
          key={stars}
          type="button"
          className="g-chip"
          aria-pressed={value === stars}
          onClick={() => (give ?? change)(stars)}
        >
          {stars} <span aria-hidden="true">★</span>
        </button>
      ))}
    </fieldset>
  )
}

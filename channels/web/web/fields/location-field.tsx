import { useWords } from '#kernel/web/words.tsx'
import { PointPicker } from '#modules/geo/web/door.ts'
import type { FieldProps } from './field.ts'

export function LocationField({ question, change, give }: FieldProps) {
  const { t } = useWords()
  return (
    <PointPicker
      label={question.text.text || t('web-location')}
      choose={(point) => (give ?? change)(point)}
    />
  )
}

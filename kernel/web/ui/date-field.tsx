import { DateInput } from '@vkontakte/vkui'
import { useWords } from '../words.tsx'

interface DateFieldProps {
  label: string
  /** `2026-03-12`, or empty. */
  value: string
  change: (value: string | undefined) => void
}

/** A day. The browser's own field speaks the language of the browser; this one, that of the reader. */
export function DateField({ label, value, change }: DateFieldProps) {
  const { t } = useWords()
  return (
    <fieldset className="g-fieldset g-date">
      <legend className="g-label g-small">{label}</legend>
      <DateInput
        aria-label={label}
        value={toDate(value)}
        onChange={(date) => change(date ? toDay(date) : undefined)}
        closeOnChange
        disableFuture
        calendarLabel={t('date-calendar')}
        showCalendarLabel={t('date-show')}
        clearFieldLabel={t('clear')}
        changeDayLabel={t('date-day')}
        changeMonthLabel={t('date-month')}
        changeYearLabel={t('date-year')}
        prevMonthLabel={t('date-month-before')}
        nextMonthLabel={t('date-month-after')}
      />
    </fieldset>
  )
}

/** Noon, so that no change of clocks moves the day. */
function toDate(day: string): Date | null {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? new Date(year, month - 1, date, 12) : null
}

const toDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'))
    .join('-')

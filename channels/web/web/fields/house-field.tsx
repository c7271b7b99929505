import { Chips } from '#kernel/web/ui/chips.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { House } from '#modules/flows/contract/turn.ts'
import { HousePicker } from '#modules/geo/web/door.ts'
import { useHomes } from '#modules/people/web/door.ts'
import type { FieldProps } from './field.ts'

/** One of my homes by a press, or any house by its address, the device or the map. */
export function HouseField({ question, value, change, give }: FieldProps) {
  const { t } = useWords()
  const { homes } = useHomes()
  const chosen = isHouse(value) ? value.id : undefined
  const take = (house: House) => (give ?? change)(house)
  return (
    <div className="g-stack">
      {homes.length > 0 && (
        <Chips
          label={t('web-my-homes')}
          chips={homes.map(({ id, short }) => ({ id, label: short, icon: 'home' }))}
          chosen={chosen ? [chosen] : []}
          toggle={(id) => {
            const home = homes.find((one) => one.id === id)
            if (home) take(home)
          }}
        />
      )}
      {chosen && !homes.some(({ id }) => id === chosen) && isHouse(value) && <p>{value.full}</p>}
      <HousePicker label={question.text.text} isLabelHidden choose={take} />
    </div>
  )
}

function isHouse(value: unknown): value is House {
  return typeof value === 'object' && value !== null && 'id' in value && 'short' in value && 'geo' in value
}

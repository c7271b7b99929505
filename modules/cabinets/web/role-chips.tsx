import { useState } from 'react'
import { Chips } from '#kernel/web/ui/chips.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listRoles } from '#modules/catalogue/contract.ts'
import { useRoles } from '#modules/people/web/door.ts'

const shownAtFirst = 5

/** «Я — родитель»: roles decide what comes first, and hide nothing. */
export function RoleChips() {
  const { t, say } = useWords()
  const { roles, toggle } = useRoles()
  const [isWhole, setWhole] = useState(false)
  const { data } = useEndpoint(listRoles, {}, { staleMs: 600_000 })
  if (!data) return null

  // Chosen ones stand first, so that they are seen without opening the whole list.
  const all = [...data.items].sort((a, b) => Number(roles.includes(b.id)) - Number(roles.includes(a.id)))
  const shown = isWhole ? all : all.slice(0, Math.max(shownAtFirst, roles.length))
  return (
    <section className="g-section" aria-label={t('cabinets-roles')}>
      <h2>{t('cabinets-roles')}</h2>
      <Chips
        label={t('cabinets-roles')}
        chips={shown.map(({ id, title, icon }) => ({ id, label: say(title), icon }))}
        chosen={roles}
        toggle={toggle}
        isOneLine={!isWhole}
      >
        {shown.length < all.length && (
          <button type="button" className="g-chip g-chip--more" onClick={() => setWhole(true)}>
            {t('cabinets-roles-all', { n: all.length })}
          </button>
        )}
      </Chips>
    </section>
  )
}

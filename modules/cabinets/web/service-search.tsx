import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { Combobox } from '#kernel/web/ui/combobox.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listServices } from '#modules/catalogue/contract.ts'

/** One box over the services: by name, by need, by everyday words. */
export function ServiceSearch() {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const asked = text.trim()
  const read = useEndpoint(listServices, asked.length >= 2 ? { text: asked, channel: 'web' } : undefined, {
    keepsPrevious: true,
  })
  const found = asked.length >= 2 ? (read.data?.items ?? []) : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (asked) navigate(`/services?q=${encodeURIComponent(asked)}`)
  }
  return (
    <search>
      <form onSubmit={submit}>
        <Combobox
          label={t('cabinets-search')}
          isLabelHidden
          hint={t('cabinets-search-hint')}
          value={text}
          change={setText}
          suggestions={found.slice(0, 6).map(({ service }) => ({
            id: service.id,
            title: say(service.title),
            text: say(service.summary),
          }))}
          note={read.data && asked.length >= 2 && found.length === 0 ? t('cabinets-search-none') : undefined}
          isBusy={read.isLoading}
          choose={(id) => navigate(`/s/${encodeURIComponent(id)}`)}
        />
      </form>
    </search>
  )
}

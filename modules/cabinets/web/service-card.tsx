import type { Text } from '#kernel/contract/text.ts'
import { LinkCard } from '#kernel/web/ui/card.tsx'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { useWords } from '#kernel/web/words.tsx'
import './resident.css'

interface ServiceCardProps {
  service: { id: string; title: Text; summary: Text; icon?: string | undefined }
  /** Why it is shown: the need it answers. */
  why?: string | undefined
  /** Of the heading, under the one above it. */
  level?: 2 | 3
}

export function ServiceCard({ service, why, level = 3 }: ServiceCardProps) {
  const { say } = useWords()
  const Heading = `h${level}` as const
  return (
    <LinkCard to={`/s/${encodeURIComponent(service.id)}`}>
      <span className="g-service__icon">
        <Icon name={service.icon ?? 'info'} />
      </span>
      <span className="g-service__words">
        <Heading>{say(service.title)}</Heading>
        <span className="g-small">{say(service.summary)}</span>
        {why && <span className="g-quiet g-small">{why}</span>}
      </span>
    </LinkCard>
  )
}

import { momentText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { Prose } from '#kernel/web/ui/prose.tsx'
import { EmptyState, Loaded } from '#kernel/web/ui/states.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listOutbox } from '../contract.ts'

/** Letters of a platform without a mail server: for those who set it up and try it. */
export function OutboxPage() {
  const { t, lang } = useWords()
  const read = useEndpoint(listOutbox, {}, { staleMs: 0, everyMs: 3000 })
  return (
    <Page title={t('people-outbox-title')} lead={t('people-outbox-lead')}>
      <Loaded read={read} what={t('people-outbox-loading')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('people-outbox-empty')} />
          ) : (
            <div className="g-stack">
              {items.map((letter) => (
                <Card key={letter.id} label={letter.subject}>
                  <div className="g-stack">
                    <h2>{letter.subject}</h2>
                    <p className="g-quiet g-small">
                      {letter.to} · {momentText(letter.at, lang)}
                    </p>
                    <Prose text={letter.text} />
                  </div>
                </Card>
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

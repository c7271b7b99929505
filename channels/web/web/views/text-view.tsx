import { OriginLine } from '#kernel/web/ui/origin-line.tsx'
import { Prose } from '#kernel/web/ui/prose.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { ContinueView as Continue, TextView as Text } from '#modules/flows/contract/view.ts'

export function TextView({ view }: { view: Text }) {
  return (
    <div className="g-stack">
      <div className="g-answer">
        <Prose text={view.text.text} />
      </div>
      {view.origin && (
        <OriginLine source={view.origin.source} asOf={view.origin.asOf} isStale={view.origin.stale} />
      )}
    </div>
  )
}

/** An invitation to go on elsewhere: a link to open, a code to say. */
export function ContinueView({ view }: { view: Continue }) {
  const { t } = useWords()
  return (
    <div className="g-card g-stack">
      <Prose text={view.text.text} />
      {view.code && (
        <p>
          {t('web-code')} <strong className="g-code-word">{view.code}</strong>
        </p>
      )}
      {view.link && (
        <p>
          <a href={view.link}>{t('web-continue')}</a>
        </p>
      )}
    </div>
  )
}

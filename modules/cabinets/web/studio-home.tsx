import { Page } from '#kernel/web/page.tsx'
import { LinkCard } from '#kernel/web/ui/card.tsx'
import { Icon } from '#kernel/web/ui/icon.tsx'
import { useWords } from '#kernel/web/words.tsx'
import './resident.css'
import { sections } from './studio-sections.ts'

export function StudioHome() {
  const { t } = useWords()
  return (
    <Page title={t('studio-home-title')} lead={t('studio-home-lead')}>
      <div className="g-cards">
        {sections.map(({ path, icon, words }) => (
          <LinkCard key={path} to={path}>
            <span className="g-service__icon">
              <Icon name={icon} />
            </span>
            <span className="g-service__words">
              <h2>{t(`studio-${words}`)}</h2>
              <span className="g-small">{t(`studio-about-${words}`)}</span>
            </span>
          </LinkCard>
        ))}
      </div>
    </Page>
  )
}

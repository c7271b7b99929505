import { Link } from 'react-router'
import { Page } from '#kernel/web/page.tsx'
import { useWords } from '#kernel/web/words.tsx'

export function MissingPage() {
  const { t } = useWords()
  return (
    <Page title={t('page-missing')}>
      <p>{t('page-missing-next')}</p>
      <p>
        <Link to="/">{t('page-missing-home')}</Link>
      </p>
    </Page>
  )
}

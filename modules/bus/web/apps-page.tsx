import { Button, Input } from '@vkontakte/vkui'
import { type FormEvent, useId, useState } from 'react'
import { Link } from 'react-router'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { dateText, numberText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { EmptyState, ErrorState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAct, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { createApp, listMyApps } from '../contract.ts'
import './bus.css'
import { QuotaBar } from './quota-bar.tsx'

type App = OutputOf<typeof listMyApps>['items'][number]

/** My apps: what each has left this month. A new one needs a name and nothing else. */
export function AppsPage() {
  const { t } = useWords()
  const read = useEndpoint(listMyApps, {})
  return (
    <Page title={t('bus-apps-title')} lead={t('bus-apps-lead')}>
      <Loaded read={read} what={t('bus-apps-loading')}>
        {({ items }) => (
          <div className="g-stack">
            {items.length === 0 && (
              <EmptyState title={t('bus-apps-none')}>{t('bus-apps-none-next')}</EmptyState>
            )}
            {items.map((app) => (
              <AppRow key={app.id} app={app} />
            ))}
          </div>
        )}
      </Loaded>
      <NewApp />
    </Page>
  )
}

function AppRow({ app }: { app: App }) {
  const { t, lang } = useWords()
  const live = app.keys.filter(({ state }) => state !== 'revoked').length
  return (
    <article className="g-card g-stack">
      <div className="g-row-spread">
        <h2>
          <Link to={`/apps/${encodeURIComponent(app.id)}`}>{app.name}</Link>
        </h2>
        <span className="g-quiet g-small">{t('bus-keys-live', { n: live })}</span>
      </div>
      {app.purpose && <p>{app.purpose}</p>}
      <QuotaBar quota={app.quota} />
      <p className="g-quiet g-small">
        {t('bus-app-since', { date: dateText(app.createdAt, lang) })} ·{' '}
        {t('bus-per-minute', { n: app.quota.perMinute, shown: numberText(app.quota.perMinute, lang) })}
      </p>
    </article>
  )
}

function NewApp() {
  const { t } = useWords()
  const id = useId()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const { act, isBusy, problem } = useAct(createApp, [listMyApps])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    act({ name: name.trim(), ...(purpose.trim() && { purpose: purpose.trim() }) }).then(
      () => {
        setName('')
        setPurpose('')
      },
      () => undefined,
    )
  }
  return (
    <Card label={t('bus-new-app')}>
      <form className="g-stack" onSubmit={submit}>
        <h2>{t('bus-new-app')}</h2>
        <div>
          <label className="g-label" htmlFor={`${id}-name`}>
            {t('bus-app-name')}
          </label>
          <Input
            id={`${id}-name`}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div>
          <label className="g-label" htmlFor={`${id}-why`}>
            {t('bus-app-purpose')}
          </label>
          <Input
            id={`${id}-why`}
            maxLength={500}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
        </div>
        <div>
          <Button type="submit" size="l" loading={isBusy} disabled={name.trim() === ''}>
            {t('bus-app-create')}
          </Button>
        </div>
        {problem && <ErrorState problem={problem} />}
      </form>
    </Card>
  )
}

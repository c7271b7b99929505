import { Button, Input } from '@vkontakte/vkui'
import { type FormEvent, useId, useState } from 'react'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { agoText, dateText } from '#kernel/web/format.ts'
import { Card } from '#kernel/web/ui/card.tsx'
import { Chips } from '#kernel/web/ui/chips.tsx'
import { CodeBlock } from '#kernel/web/ui/code-block.tsx'
import { Mark, type Tone } from '#kernel/web/ui/mark.tsx'
import { ErrorState } from '#kernel/web/ui/states.tsx'
import { useAct } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { issueKey, type KeyKind, listMyApps, revokeKey, rotateKey } from '../contract.ts'

type App = OutputOf<typeof listMyApps>['items'][number]
type Key = App['keys'][number]

const tones: Record<Key['state'], Tone> = { live: 'good', ending: 'wait', revoked: 'bad' }

/** Keys of an app. A new one is shown whole once, here, and nowhere again. */
export function AppKeys({ app }: { app: App }) {
  const { t } = useWords()
  const issue = useAct(issueKey, [listMyApps])
  const rotate = useAct(rotateKey, [listMyApps])
  const revoke = useAct(revokeKey, [listMyApps])
  const secret = rotate.data?.secret ?? issue.data?.secret
  const problem = issue.problem ?? rotate.problem ?? revoke.problem

  return (
    <Card label={t('bus-keys')}>
      <div className="g-stack">
        <h2>{t('bus-keys')}</h2>
        {secret && (
          <div className="g-secret g-stack" role="status">
            <strong>{t('bus-key-once')}</strong>
            <CodeBlock label={t('bus-key')} text={secret} />
            <p className="g-small">{t('bus-key-once-note')}</p>
          </div>
        )}
        {app.keys.length === 0 && <p className="g-quiet">{t('bus-keys-none')}</p>}
        <ul className="g-plain-list g-stack">
          {app.keys.map((key) => (
            <KeyRow
              key={key.id}
              appKey={key}
              rotate={() => {
                issue.reset()
                rotate.act({ appId: app.id, keyId: key.id }).catch(() => undefined)
              }}
              revoke={() => revoke.act({ appId: app.id, keyId: key.id }).catch(() => undefined)}
            />
          ))}
        </ul>
        <NewKey
          isBusy={issue.isBusy}
          make={(kind, origins) => {
            rotate.reset()
            issue.act({ appId: app.id, kind, ...(origins.length > 0 && { origins }) }).catch(() => undefined)
          }}
        />
        {problem && <ErrorState problem={problem} />}
      </div>
    </Card>
  )
}

interface KeyRowProps {
  appKey: Key
  rotate: () => void
  revoke: () => void
}

function KeyRow({ appKey, rotate, revoke }: KeyRowProps) {
  const { t, lang } = useWords()
  const isUsable = appKey.state === 'live'
  return (
    <li className="g-key">
      <div>
        <code>{appKey.hint}</code> <Mark tone={tones[appKey.state]}>{t(`bus-key-${appKey.state}`)}</Mark>
        <p className="g-quiet g-small">
          {t(`bus-kind-${appKey.kind}`)}
          {appKey.origins.length > 0 && ` · ${appKey.origins.join(', ')}`}
          {' · '}
          {appKey.lastUsedAt
            ? t('bus-key-used', { ago: agoText(appKey.lastUsedAt, t, lang) })
            : t('bus-key-unused')}
          {appKey.endsAt && ` · ${t('bus-key-ends', { date: dateText(appKey.endsAt, lang) })}`}
        </p>
      </div>
      {isUsable && (
        <div className="g-row">
          <button type="button" className="g-link-button g-small" onClick={rotate}>
            {t('bus-rotate')}
            <span className="g-hidden">: {appKey.hint}</span>
          </button>
          <button type="button" className="g-link-button g-small" onClick={revoke}>
            {t('bus-revoke')}
            <span className="g-hidden">: {appKey.hint}</span>
          </button>
        </div>
      )}
    </li>
  )
}

interface NewKeyProps {
  isBusy: boolean
  make: (kind: KeyKind, origins: string[]) => void
}

function NewKey({ isBusy, make }: NewKeyProps) {
  const { t } = useWords()
  const id = useId()
  const [kind, setKind] = useState<KeyKind>('sec')
  const [sites, setSites] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make(kind, kind === 'pub' ? sites.split(/[\s,]+/).filter(Boolean) : [])
  }
  return (
    <form className="g-stack" onSubmit={submit}>
      <Chips
        label={t('bus-key-kind')}
        chips={(['sec', 'pub'] as const).map((one) => ({ id: one, label: t(`bus-kind-${one}`) }))}
        chosen={[kind]}
        toggle={(one) => setKind(one === 'pub' ? 'pub' : 'sec')}
      />
      {kind === 'pub' && (
        <div>
          <label className="g-label" htmlFor={id}>
            {t('bus-key-sites')}
          </label>
          <Input
            id={id}
            required
            placeholder="https://example.org"
            value={sites}
            onChange={(event) => setSites(event.target.value)}
          />
        </div>
      )}
      <div>
        <Button type="submit" size="m" mode="secondary" loading={isBusy}>
          {t('bus-key-make')}
        </Button>
      </div>
    </form>
  )
}

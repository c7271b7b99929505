import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { ask } from '#kernel/web/client.ts'
import { Card } from '#kernel/web/ui/card.tsx'
import { downloadText } from '#kernel/web/ui/figures.ts'
import { ErrorState } from '#kernel/web/ui/states.tsx'
import { useAct } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { eraseMe, exportMe, getMe, signOut, signOutEverywhere } from '../contract.ts'
import { useMe } from './account-sync.tsx'

/** The account, for those who have one: leave, take everything, erase everything. */
export function AccountCard() {
  const { t } = useWords()
  const { me } = useMe()
  const { pathname } = useLocation()
  if (!me) return null
  return (
    <Card label={t('people-account')}>
      <div className="g-stack">
        <h2>{t('people-account')}</h2>
        {me.known ? (
          <SignedIn email={me.email ?? ''} />
        ) : (
          <>
            <p className="g-quiet">{t('people-why-account')}</p>
            <p>
              <Link to={`/sign-in?next=${encodeURIComponent(pathname)}`}>{t('people-sign-in')}</Link>
            </p>
          </>
        )}
      </div>
    </Card>
  )
}

function SignedIn({ email }: { email: string }) {
  const { t } = useWords()
  const leave = useAct(signOut, [getMe])
  const leaveAll = useAct(signOutEverywhere, [getMe])
  const erase = useAct(eraseMe, [getMe])
  const [isSure, setSure] = useState(false)
  const problem = leave.problem ?? leaveAll.problem ?? erase.problem
  const take = async () =>
    downloadText('gorod-my-data.json', JSON.stringify(await ask(exportMe, {}), null, 2), 'application/json')

  return (
    <>
      <p>{t('people-signed-as', { email })}</p>
      <div className="g-row">
        <Button size="l" mode="secondary" onClick={() => void leave.act({})} loading={leave.isBusy}>
          {t('people-sign-out')}
        </Button>
        <Button size="l" mode="tertiary" onClick={() => void leaveAll.act({})}>
          {t('people-sign-out-all')}
        </Button>
        <Button size="l" mode="tertiary" onClick={() => void take()}>
          {t('people-export')}
        </Button>
        <Button size="l" mode="tertiary" appearance="negative" onClick={() => setSure(true)}>
          {t('people-erase')}
        </Button>
      </div>
      {isSure && (
        <div className="g-stack" role="alert">
          <p>{t('people-erase-note')}</p>
          <div className="g-row">
            <Button size="l" appearance="negative" loading={erase.isBusy} onClick={() => void erase.act({})}>
              {t('people-erase-sure')}
            </Button>
            <Button size="l" mode="tertiary" onClick={() => setSure(false)}>
              {t('cancel')}
            </Button>
          </div>
        </div>
      )}
      {problem && <ErrorState problem={problem} />}
    </>
  )
}

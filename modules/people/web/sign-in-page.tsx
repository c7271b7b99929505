/** Sign-in by a link from a letter: ask for it, or arrive by it. */
import { Button, Input } from '@vkontakte/vkui'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { ErrorState, Waiting } from '#kernel/web/ui/states.tsx'
import { useAct } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { confirmSignIn, getMe, requestSignIn } from '../contract.ts'
import { keptHomes, keptRoles } from './device.ts'

export function SignInPage() {
  const { t } = useWords()
  const { hash } = useLocation()
  // The token stands behind #, so no server log ever holds it; it leaves the address at once.
  const arrived = new URLSearchParams(hash.slice(1)).get('token') ?? undefined
  const [token, setToken] = useState(arrived)
  // The link may be pasted into this very page: then only the part behind # changes.
  useEffect(() => {
    if (arrived) setToken(arrived)
  }, [arrived])
  return (
    <Page title={t('people-sign-in')}>
      {token ? <Arrived token={token} again={() => setToken(undefined)} /> : <AskForLetter />}
    </Page>
  )
}

function AskForLetter() {
  const { t } = useWords()
  const id = useId()
  const { search } = useLocation()
  const [email, setEmail] = useState('')
  const letter = useAct(requestSignIn)
  const next = new URLSearchParams(search).get('next') ?? undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    letter.act({ email: email.trim(), ...(next?.startsWith('/') && { next }) }).catch(() => undefined)
  }
  if (letter.data)
    return (
      <Card>
        <div className="g-stack" role="status">
          <h2>{t('people-letter-sent')}</h2>
          <p>{t('people-letter-where', { email: email.trim(), n: letter.data.minutes })}</p>
          {letter.data.kept && (
            <p>
              {t('people-letter-kept')} <Link to="/outbox">{t('people-outbox')}</Link>
            </p>
          )}
          <button type="button" className="g-link-button" onClick={letter.reset}>
            {t('people-other-email')}
          </button>
        </div>
      </Card>
    )
  return (
    <Card>
      <form className="g-stack" onSubmit={submit}>
        <p className="g-quiet">{t('people-how')}</p>
        <div>
          <label className="g-label" htmlFor={id}>
            {t('people-email')}
          </label>
          <Input
            id={id}
            type="email"
            autoComplete="email"
            inputMode="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </div>
        <div>
          <Button type="submit" size="l" loading={letter.isBusy}>
            {t('people-send-letter')}
          </Button>
        </div>
        {letter.problem && <ErrorState problem={letter.problem} />}
      </form>
    </Card>
  )
}

interface ArrivedProps {
  token: string
  again: () => void
}

function Arrived({ token, again }: ArrivedProps) {
  const { t } = useWords()
  const { act, data, problem } = useAct(confirmSignIn, [getMe])
  const hasAsked = useRef(false)
  useEffect(() => {
    if (hasAsked.current) return
    hasAsked.current = true
    window.history.replaceState(window.history.state, '', window.location.pathname)
    act({ token, homes: [...keptHomes.get()], roles: [...keptRoles.get()] })
      // A full load: the page to open may belong to another app, such as the studio.
      .then(({ next }) => window.location.replace(next ?? '/me'))
      .catch(() => undefined)
  }, [token, act])

  if (problem)
    return (
      <ErrorState
        problem={problem}
        action={
          <Button size="l" onClick={again}>
            {t('people-new-letter')}
          </Button>
        }
      />
    )
  return data ? <p role="status">{t('people-signed-in')}</p> : <Waiting what={t('people-signing-in')} />
}

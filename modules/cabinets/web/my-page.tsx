/** «Мои данные»: what is kept, where, and how to delete it. */
import { Button, SegmentedControl, Switch } from '@vkontakte/vkui'
import { useState } from 'react'
import { forgetDevice } from '#kernel/web/kept.ts'
import { Page } from '#kernel/web/page.tsx'
import { useSettings } from '#kernel/web/settings.ts'
import { Card } from '#kernel/web/ui/card.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { HousePicker } from '#modules/geo/web/door.ts'
import { AccountCard, useHomes } from '#modules/people/web/door.ts'
import { RoleChips } from './role-chips.tsx'

export function MyPage() {
  const { t } = useWords()
  return (
    <Page title={t('cabinets-me-title')} lead={t('cabinets-me-lead')}>
      <HomesCard />
      <RoleChips />
      <SettingsCard />
      <AccountCard />
      <ForgetCard />
    </Page>
  )
}

function HomesCard() {
  const { t } = useWords()
  const { homes, choose, remove } = useHomes()
  return (
    <Card label={t('cabinets-my-homes')}>
      <div className="g-stack">
        <h2>{t('cabinets-my-homes')}</h2>
        <ul className="g-plain-list g-stack">
          {homes.map((home, index) => (
            <li key={home.id} className="g-row-spread">
              <span>
                {home.full}
                {index === 0 && <span className="g-quiet"> · {t('cabinets-home-main')}</span>}
              </span>
              <span className="g-row">
                {index > 0 && (
                  <button type="button" className="g-link-button" onClick={() => choose(home)}>
                    {t('cabinets-make-main')}
                    <span className="g-hidden">: {home.short}</span>
                  </button>
                )}
                <button type="button" className="g-link-button" onClick={() => remove(home.id)}>
                  {t('cabinets-remove')}
                  <span className="g-hidden">: {home.short}</span>
                </button>
              </span>
            </li>
          ))}
        </ul>
        <HousePicker label={t('cabinets-add-home')} choose={choose} />
      </div>
    </Card>
  )
}

function SettingsCard() {
  const { t } = useWords()
  const { lang, scheme, isLarge, isSimple, change } = useSettings()
  return (
    <Card label={t('settings')}>
      <div className="g-stack">
        <h2>{t('settings')}</h2>
        <div>
          <p className="g-label" id="settings-lang">
            {t('settings-lang')}
          </p>
          <SegmentedControl
            aria-labelledby="settings-lang"
            value={lang}
            onChange={(value) => change({ lang: value === 'en' ? 'en' : 'ru' })}
            options={[
              { label: 'Русский', value: 'ru' },
              { label: 'English', value: 'en' },
            ]}
          />
        </div>
        <div>
          <p className="g-label" id="settings-scheme">
            {t('settings-scheme')}
          </p>
          <SegmentedControl
            aria-labelledby="settings-scheme"
            value={scheme}
            onChange={(value) => change({ scheme: value === 'light' || value === 'dark' ? value : 'system' })}
            options={(['system', 'light', 'dark'] as const).map((value) => ({
              label: t(`settings-scheme-${value}`),
              value,
            }))}
          />
        </div>
        <div className="g-row-spread">
          <label htmlFor="settings-large">{t('settings-large')}</label>
          <Switch
            id="settings-large"
            checked={isLarge}
            onChange={(event) => change({ isLarge: event.target.checked })}
          />
        </div>
        <div className="g-row-spread">
          <label htmlFor="settings-simple">
            {t('settings-simple')}
            <span className="g-quiet g-small g-block">{t('settings-simple-note')}</span>
          </label>
          <Switch
            id="settings-simple"
            checked={isSimple}
            onChange={(event) => change({ isSimple: event.target.checked })}
          />
        </div>
      </div>
    </Card>
  )
}

function ForgetCard() {
  const { t } = useWords()
  const [isSure, setSure] = useState(false)
  const forget = () => {
    forgetDevice()
    window.location.assign('/')
  }
  return (
    <Card label={t('cabinets-forget')}>
      <div className="g-stack">
        <h2>{t('cabinets-forget')}</h2>
        <p className="g-quiet">{t('cabinets-forget-note')}</p>
        <div className="g-row">
          {isSure ? (
            <>
              <Button size="l" appearance="negative" onClick={forget}>
                {t('cabinets-forget-sure')}
              </Button>
              <Button size="l" mode="tertiary" onClick={() => setSure(false)}>
                {t('cancel')}
              </Button>
            </>
          ) : (
            <Button size="l" mode="secondary" appearance="negative" onClick={() => setSure(true)}>
              {t('cabinets-forget-do')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  )
}

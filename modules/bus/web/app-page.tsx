import { Button } from '@vkontakte/vkui'
import { useParams } from 'react-router'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { calendarText, numberText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { Chart } from '#kernel/web/ui/chart.tsx'
import { EmptyState, Loaded } from '#kernel/web/ui/states.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { getAppUsage, listDatasets, listMyApps } from '../contract.ts'
import { AppKeys } from './app-keys.tsx'
import './bus.css'
import { everyDay } from './every-day.ts'
import { QuotaBar } from './quota-bar.tsx'

type Usage = OutputOf<typeof getAppUsage>

export function AppPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const read = useEndpoint(listMyApps, {})
  const usage = useEndpoint(getAppUsage, { appId: id, by: 'day', days: 30 }, { staleMs: 0 })
  const app = read.data?.items.find((one) => one.id === id)
  return (
    <Page
      title={app?.name ?? t('bus-app')}
      crumbs={[{ to: '/apps', label: t('bus-apps-title') }]}
      lead={app?.purpose}
      action={
        <Button mode="tertiary" onClick={usage.reload}>
          {t('bus-refresh')}
        </Button>
      }
    >
      <Loaded read={read} what={t('bus-apps-loading')}>
        {() => (app ? <AppKeys app={app} /> : <EmptyState title={t('bus-app-missing')} />)}
      </Loaded>
      <Loaded read={usage} what={t('bus-usage-loading')}>
        {(known) => <UsageOf usage={known} />}
      </Loaded>
    </Page>
  )
}

function UsageOf({ usage }: { usage: Usage }) {
  const { t, say, lang } = useWords()
  const { data: known } = useEndpoint(listDatasets, {}, { staleMs: 600_000 })
  const titleOf = (id: string) => {
    const dataset = known?.items.find((one) => one.id === id)
    return dataset ? say(dataset.title) : id
  }
  const days = everyDay(usage.lines, 30, new Date().toISOString().slice(0, 10))
  const calls = usage.lines.reduce((all, line) => all + line.calls, 0)
  return (
    <>
      <Card label={t('bus-quota')}>
        <QuotaBar quota={usage.quota} />
      </Card>
      {usage.lines.length === 0 ? (
        <EmptyState title={t('bus-no-calls')}>{t('bus-no-calls-next')}</EmptyState>
      ) : (
        <>
          <Chart
            title={t('bus-calls-title', { n: calls, shown: numberText(calls, lang) })}
            kind="line"
            labelsTitle={t('bus-day')}
            figures={{
              labels: days.map(({ at }) => calendarText(at, lang)),
              // A line that never leaves zero says nothing; its column stays away with it.
              series: [
                { name: t('bus-calls'), values: days.map((day) => day.calls) },
                { name: t('bus-refused'), values: days.map((day) => day.refused) },
                { name: t('bus-failed'), values: days.map((day) => day.failed) },
              ].filter(({ values }, index) => index === 0 || values.some((n) => n > 0)),
            }}
          />
          <Chart
            title={t('bus-calls-by-dataset')}
            kind="bar"
            labelsTitle={t('bus-api')}
            figures={{
              labels: usage.datasets.map(({ dataset }) => titleOf(dataset)),
              series: [{ name: t('bus-calls'), values: usage.datasets.map((one) => one.calls) }],
            }}
          />
        </>
      )}
    </>
  )
}

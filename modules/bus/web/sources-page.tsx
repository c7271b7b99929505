import { Link } from 'react-router'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { agoText, momentText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { type Column, DataTable } from '#kernel/web/ui/data-table.tsx'
import { Mark, type Tone } from '#kernel/web/ui/mark.tsx'
import { ErrorState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAct, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listSources, runSourceNow } from '../contract.ts'
import './bus.css'

type Source = OutputOf<typeof listSources>['items'][number]

const tones: Record<Source['status'], Tone> = {
  good: 'good',
  running: 'plain',
  failing: 'bad',
  late: 'wait',
  never: 'bad',
}

/** All sources on one screen: what is well, what is late, what is broken, and a button to read it now. */
export function SourcesPage() {
  const { t, say, lang } = useWords()
  const read = useEndpoint(listSources, {}, { staleMs: 0, everyMs: 5000 })
  const run = useAct(runSourceNow, [listSources])
  const columns: Column<Source>[] = [
    {
      id: 'name',
      title: t('bus-source-name'),
      value: (one) => say(one.name),
      cell: (one) => <Link to={`/sources/${encodeURIComponent(one.id)}`}>{say(one.name)}</Link>,
    },
    {
      id: 'status',
      title: t('bus-status'),
      value: (one) => t(`bus-status-${one.status}`),
      cell: (one) => (
        <>
          <Mark tone={tones[one.status]}>{t(`bus-status-${one.status}`)}</Mark>
          {one.problem && <div className="g-quiet g-small g-narrow">{say(one.problem.text)}</div>}
        </>
      ),
    },
    { id: 'rows', title: t('bus-rows-title'), value: (one) => one.rows, isNumber: true },
    { id: 'rejects', title: t('bus-rejects'), value: (one) => one.rejects, isNumber: true },
    {
      id: 'age',
      title: t('bus-age'),
      value: (one) => one.freshness.asOf,
      cell: (one) => (
        <span className="g-nowrap">
          {one.freshness.asOf ? agoText(one.freshness.asOf, t, lang) : t('bus-status-never')}
        </span>
      ),
    },
    {
      id: 'origin',
      title: t('bus-origin'),
      value: (one) => (one.origin ? t(`bus-origin-${one.origin}`) : undefined),
    },
    {
      id: 'next',
      title: t('bus-next'),
      value: (one) => one.nextDueAt,
      cell: (one) => (one.nextDueAt ? momentText(one.nextDueAt, lang) : '–'),
    },
    {
      id: 'act',
      title: t('bus-act'),
      value: () => undefined,
      cell: (one) => (
        <button
          type="button"
          className="g-link-button g-small"
          disabled={one.status === 'running'}
          onClick={() => run.act({ sourceId: one.id }).catch(() => undefined)}
        >
          {t('bus-run')}
          <span className="g-hidden">: {say(one.name)}</span>
        </button>
      ),
    },
  ]
  return (
    <Page title={t('bus-sources-title')} lead={t('bus-sources-lead')} isWide>
      {run.problem && <ErrorState problem={run.problem} />}
      <Loaded read={read} what={t('bus-sources-loading')}>
        {({ items }) => (
          <DataTable
            name="sources"
            caption={t('bus-sources-title')}
            columns={columns}
            rows={items}
            rowKey={(one) => one.id}
          />
        )}
      </Loaded>
    </Page>
  )
}

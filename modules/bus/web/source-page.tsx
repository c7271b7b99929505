import { Button } from '@vkontakte/vkui'
import { useParams } from 'react-router'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { agoText, momentText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { type Column, DataTable } from '#kernel/web/ui/data-table.tsx'
import { Mark, type Tone } from '#kernel/web/ui/mark.tsx'
import { EmptyState, ErrorState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAct, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { cancelRun, listRejects, listRuns, listSources, runSourceNow } from '../contract.ts'
import './bus.css'

type Run = OutputOf<typeof runSourceNow>
type Reject = OutputOf<typeof listRejects>['items'][number]

const tones: Record<Run['state'], Tone> = {
  waiting: 'plain',
  running: 'plain',
  published: 'good',
  unchanged: 'good',
  failed: 'bad',
  cancelled: 'wait',
}

/** One source: its runs, and the rows that were refused, each with the reason. */
export function SourcePage() {
  const { id = '' } = useParams()
  const { t, say, lang } = useWords()
  const sources = useEndpoint(listSources, {}, { everyMs: 5000 })
  const runs = useEndpoint(listRuns, { sourceId: id, limit: 50 }, { staleMs: 0, everyMs: 3000 })
  const rejects = useEndpoint(listRejects, { sourceId: id, limit: 200 }, { staleMs: 0 })
  const run = useAct(runSourceNow, [listRuns, listSources, listRejects])
  const source = sources.data?.items.find((one) => one.id === id)
  const start = (force: boolean) =>
    void run.act({ sourceId: id, ...(force && { force }) }).catch(() => undefined)

  return (
    <Page
      title={source ? say(source.name) : t('bus-source-one')}
      crumbs={[{ to: '/sources', label: t('bus-sources-title') }]}
      lead={source?.freshness.asOf && t('bus-good-since', { ago: agoText(source.freshness.asOf, t, lang) })}
      action={
        <Button size="m" loading={run.isBusy} onClick={() => start(false)}>
          {t('bus-run-now')}
        </Button>
      }
      isWide
    >
      {run.problem && <ErrorState problem={run.problem} />}
      {source?.problem && (
        <EmptyState
          title={say(source.problem.text)}
          action={
            source.problem.code.includes('shrink') ? (
              <Button mode="secondary" onClick={() => start(true)}>
                {t('bus-force')}
              </Button>
            ) : undefined
          }
        >
          {t('bus-kept', { n: source.failures })}
        </EmptyState>
      )}
      <div className="g-section">
        <h2>{t('bus-runs')}</h2>
        <Loaded read={runs} what={t('bus-sources-loading')}>
          {({ items }) => <Runs runs={items} />}
        </Loaded>
      </div>
      <div className="g-section">
        <h2>{t('bus-rejects-title')}</h2>
        <Loaded read={rejects} what={t('bus-sources-loading')}>
          {({ items }) => <Rejects rejects={items} />}
        </Loaded>
      </div>
    </Page>
  )
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const { t, say, lang } = useWords()
  const cancel = useAct(cancelRun, [listRuns])
  const columns: Column<Run>[] = [
    {
      id: 'at',
      title: t('bus-when'),
      value: (one) => one.startedAt ?? one.createdAt,
      cell: (one) => momentText(one.startedAt ?? one.createdAt, lang),
    },
    {
      id: 'state',
      title: t('bus-status'),
      value: (one) => t(`bus-run-${one.state}`),
      cell: (one) => (
        <>
          <Mark tone={tones[one.state]}>{t(`bus-run-${one.state}`)}</Mark>{' '}
          {(one.state === 'running' || one.state === 'waiting') && (
            <button
              type="button"
              className="g-link-button g-small"
              onClick={() => cancel.act({ runId: one.id }).catch(() => undefined)}
            >
              {t('bus-cancel')}
            </button>
          )}
          {one.problem && <div className="g-quiet g-small g-narrow">{say(one.problem.text)}</div>}
        </>
      ),
    },
    { id: 'origin', title: t('bus-origin'), value: (one) => t(`bus-origin-${one.origin}`) },
    { id: 'read', title: t('bus-read'), value: (one) => one.read, isNumber: true },
    { id: 'kept', title: t('bus-kept-rows'), value: (one) => one.kept, isNumber: true },
    { id: 'rejected', title: t('bus-rejects'), value: (one) => one.rejected, isNumber: true },
    {
      id: 'change',
      title: t('bus-change'),
      value: (one) =>
        one.change ? `+${one.change.added} ~${one.change.changed} −${one.change.removed}` : undefined,
    },
  ]
  return (
    <DataTable name="runs" caption={t('bus-runs')} columns={columns} rows={runs} rowKey={(one) => one.id} />
  )
}

function Rejects({ rejects }: { rejects: readonly Reject[] }) {
  const { t, lang } = useWords()
  if (rejects.length === 0) return <EmptyState title={t('bus-no-rejects')} />
  const columns: Column<Reject>[] = [
    { id: 'why', title: t('bus-why'), value: (one) => one.message },
    {
      id: 'field',
      title: t('bus-field'),
      value: (one) => one.field,
      cell: (one) => <code>{one.field ?? '–'}</code>,
    },
    {
      id: 'raw',
      title: t('bus-raw'),
      value: (one) => JSON.stringify(one.raw),
      cell: (one) => <code className="g-raw">{JSON.stringify(one.raw)}</code>,
    },
    {
      id: 'first',
      title: t('bus-first-seen'),
      value: (one) => one.firstSeenAt,
      cell: (one) => momentText(one.firstSeenAt, lang),
    },
  ]
  return (
    <DataTable
      name="rejects"
      caption={t('bus-rejects-title')}
      columns={columns}
      rows={rejects}
      rowKey={(one) => one.id}
    />
  )
}

import { useParams } from 'react-router'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { numberText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { DataTable, type Column as TableColumn } from '#kernel/web/ui/data-table.tsx'
import { OriginLine } from '#kernel/web/ui/origin-line.tsx'
import { Loaded } from '#kernel/web/ui/states.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { getDataset } from '../contract.ts'
import './bus.css'
import { TryIt } from './try-it.tsx'

type Dataset = OutputOf<typeof getDataset>
type Field = Dataset['columns'][number]

/** One API: try it, read its fields, take the ways to it. */
export function ApiPage() {
  const { id = '' } = useParams()
  const { t, say } = useWords()
  const read = useEndpoint(getDataset, { datasetId: id })
  return (
    <Page
      title={read.data ? say(read.data.title) : t('bus-api')}
      crumbs={[{ to: '/apis', label: t('bus-apis-title') }]}
      isWide
    >
      <Loaded read={read} what={t('bus-apis-loading')}>
        {(dataset) => (
          <>
            <OriginLine
              source={say(dataset.card.source)}
              asOf={dataset.freshness.asOf}
              isStale={dataset.freshness.stale}
            />
            <TryIt dataset={dataset} />
            <Ways dataset={dataset} />
            <div className="g-section">
              <h2>{t('bus-fields')}</h2>
              <Fields dataset={dataset} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Ways({ dataset }: { dataset: Dataset }) {
  const { t, say, lang } = useWords()
  return (
    <Card label={t('bus-access')}>
      <div className="g-stack">
        <h2>{t('bus-access')}</h2>
        <p>{say(dataset.card.access)}</p>
        <dl className="g-facts">
          {dataset.ways.map((way) => (
            <div key={way.format} className="g-fact">
              <dt>{say(way.title)}</dt>
              <dd>
                <a href={way.url}>{way.url}</a>
              </dd>
            </div>
          ))}
          <div className="g-fact">
            <dt>{t('bus-content')}</dt>
            <dd>{say(dataset.card.content)}</dd>
          </div>
          <div className="g-fact">
            <dt>{t('bus-size')}</dt>
            <dd>{t('bus-rows', { n: dataset.rows, shown: numberText(dataset.rows, lang) })}</dd>
          </div>
          <div className="g-fact">
            <dt>{t('bus-licence')}</dt>
            <dd>
              {dataset.licence} · {dataset.attribution}
            </dd>
          </div>
          <div className="g-fact">
            <dt>{t('bus-owner')}</dt>
            <dd>{say(dataset.owner)}</dd>
          </div>
        </dl>
      </div>
    </Card>
  )
}

function Fields({ dataset }: { dataset: Dataset }) {
  const { t, say } = useWords()
  const columns: TableColumn<Field>[] = [
    {
      id: 'name',
      title: t('bus-field'),
      value: (field) => field.name,
      cell: (field) => <code>{field.name}</code>,
    },
    { id: 'title', title: t('bus-meaning'), value: (field) => say(field.title) },
    {
      id: 'type',
      title: t('bus-type'),
      value: (field) => [field.type, field.format].filter(Boolean).join(', '),
    },
    {
      id: 'values',
      title: t('bus-values'),
      value: (field) => field.values?.map(({ value }) => value).join(', '),
    },
    {
      id: 'filters',
      title: t('bus-filters'),
      value: (field) => field.filters.join(', '),
      cell: (field) => <code>{field.filters.join(', ') || '–'}</code>,
    },
    { id: 'class', title: t('bus-class'), value: (field) => t(`bus-class-${field.class}`) },
  ]
  return (
    <DataTable
      name="fields"
      caption={t('bus-fields')}
      columns={columns}
      rows={dataset.columns}
      rowKey={(field) => field.name}
    />
  )
}

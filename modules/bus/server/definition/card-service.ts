/** Cards of datasets: what they are, how old the rows are, how to get them. */
import type { Db } from '#kernel/server/db.ts'
import type { Texts } from '#kernel/server/texts.ts'
import { type DatasetCard, type DatasetDetails, itemsPath, refuse } from '../../contract.ts'
import { openColumns } from '../dialects/describe.ts'
import { problemOf } from '../runs/run-words.ts'
import { type DatasetRow, findDatasetRow, listDatasetRows } from '../store/datasets.ts'
import { type BusTables, lastRuns } from '../store/runs.ts'
import { rowSchema } from './dataset.ts'
import type { DatasetDefinition, Definitions } from './definitions.ts'
import { freshnessOf } from './freshness.ts'
import { fold } from './row.ts'

export function createCardService(o: {
  readonly db: Db<BusTables>
  readonly now: () => Date
  readonly definitions: Definitions
  readonly texts: Texts
  readonly publicUrl: URL
}) {
  const { db, now, definitions, texts, publicUrl } = o

  const toCard = (dataset: DatasetDefinition, row: DatasetRow | undefined): DatasetCard => ({
    id: dataset.id,
    title: dataset.title,
    owner: dataset.owner,
    card: dataset.card,
    roles: dataset.roles,
    needs: dataset.needs,
    licence: dataset.licence,
    attribution: dataset.attribution,
    hasGeo: dataset.hasGeo,
    rows: row?.rows ?? 0,
    version: row?.version ?? 0,
    ...(row?.origin && { origin: row.origin }),
    freshness: freshnessOf(dataset.freshness.days, row?.asOf ?? null, now()),
  })

  return {
    async list({
      role,
      need,
      text,
    }: {
      role?: string
      need?: string
      text?: string
    } = {}): Promise<{ items: DatasetCard[] }> {
      const rows = new Map((await listDatasetRows(db.read)).map((row): [string, DatasetRow] => [row.id, row]))
      const items = definitions.datasets
        .filter((dataset) => openColumns(dataset).length > 0)
        .filter((dataset) => role === undefined || dataset.roles.includes(role))
        .filter((dataset) => need === undefined || dataset.needs.includes(need))
        .filter((dataset) => text === undefined || speaksOf(dataset, text))
        .map((dataset) => toCard(dataset, rows.get(dataset.id)))
      return { items }
    },

    async get({ datasetId }: { datasetId: string }): Promise<DatasetDetails> {
      const dataset = definitions.dataset(datasetId) ?? refuse('bus.no_such_dataset', { dataset: datasetId })
      const columns = openColumns(dataset)
      if (columns.length === 0) refuse('bus.no_such_dataset', { dataset: datasetId })
      const source = definitions.sourceOf(datasetId)
      const last = (await lastRuns(db.read)).find((run) => run.source === source?.id)
      const problem = last && problemOf(last, texts)
      const address = (format: 'json' | 'csv' | 'geojson') =>
        new URL(itemsPath(datasetId, format), publicUrl).href
      return {
        ...toCard(dataset, await findDatasetRow(db.read, datasetId)),
        columns,
        schema: rowSchema(dataset, columns),
        ways: [
          {
            format: 'json',
            title: { ru: 'REST, страницами', en: 'REST, page by page' },
            url: address('json'),
          },
          { format: 'csv', title: { ru: 'Таблица CSV', en: 'CSV table' }, url: address('csv') },
          ...(dataset.hasGeo
            ? ([
                {
                  format: 'geojson',
                  title: { ru: 'Карта GeoJSON', en: 'GeoJSON map' },
                  url: address('geojson'),
                },
              ] as const)
            : []),
        ],
        ...(last && {
          lastRun: {
            state: last.state,
            origin: last.origin,
            ...(last.finishedAt && { finishedAt: last.finishedAt.toISOString() }),
            ...(problem && { problem: problem.text }),
          },
        }),
      }
    },
  }
}

/** All words of the text, each as the beginning of some word of the card. */
function speaksOf({ title, owner, card }: DatasetDefinition, text: string): boolean {
  const said = fold(
    [title, owner, card.content, card.source].flatMap(({ ru, en }) => [ru, en ?? '']).join(' '),
  )
  const words = said.split(/[^\p{L}\p{N}]+/u)
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).every((word) =>
    words.some((one) => one.startsWith(word)),
  )
}

/** What stands around the house, for the chosen roles: nearest objects of several datasets, as list and map. */
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { agoText } from '#kernel/web/format.ts'
import type { Place } from '#kernel/web/map/place.ts'
import { Places } from '#kernel/web/map/places.tsx'
import { Chips } from '#kernel/web/ui/chips.tsx'
import { Mark } from '#kernel/web/ui/mark.tsx'
import { OriginLine } from '#kernel/web/ui/origin-line.tsx'
import { EmptyState, ErrorState, Loaded, Waiting } from '#kernel/web/ui/states.tsx'
import { toProblem, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { type ItemsPage, listDatasets } from '#modules/bus/contract.ts'
import { useItemsOfMany, wordsOf } from '#modules/bus/web/door.ts'
import { CityMap } from '#modules/geo/web/door.ts'
import { type Home, useRoles } from '#modules/people/web/door.ts'
import { useDatasetColumns } from './use-dataset-columns.ts'

type Dataset = OutputOf<typeof listDatasets>['items'][number]

const kindsShown = 6
/** Of each kind, while no kind is chosen. */
const ofEachKind = 2
const reachM = 5000
/** Okabe and Ito, the ones that hold on both papers; the icon says the same. */
const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9']

export function Nearby({ home }: { home: Home }) {
  const { t } = useWords()
  const { roles } = useRoles()
  const read = useEndpoint(listDatasets, {}, { staleMs: 600_000 })
  return (
    <Loaded read={read} what={t('cabinets-near-loading')}>
      {({ items }) => <NearbyOf datasets={forRoles(items, roles)} home={home} />}
    </Loaded>
  )
}

/** Datasets with places, those of the chosen roles first; a dataset for many roles is of common interest. */
function forRoles(datasets: readonly Dataset[], roles: readonly string[]): Dataset[] {
  const mine = (dataset: Dataset) => dataset.roles.filter((role) => roles.includes(role)).length
  return datasets
    .filter(({ hasGeo, rows }) => hasGeo && rows > 0)
    .toSorted((a, b) => mine(b) - mine(a) || b.roles.length - a.roles.length)
    .slice(0, kindsShown)
}

function NearbyOf({ datasets, home }: { datasets: readonly Dataset[]; home: Home }) {
  const { t, say } = useWords()
  const [kind, setKind] = useState<string>()
  const ids = datasets.map(({ id }) => id)
  const pages = useItemsOfMany(ids, {
    near: `${home.geo.lat},${home.geo.lon}`,
    radiusM: String(reachM),
    limit: '6',
  })
  const columns = useDatasetColumns(ids)
  const isWaiting = pages.some(({ isLoading }) => isLoading) || !columns
  if (isWaiting) return <Waiting what={t('cabinets-near-loading')} lines={5} />

  const places = datasets.flatMap((dataset, index): NearPlace[] =>
    (pages[index]?.data?.items ?? []).map((item) => {
      const words = wordsOf(item, columns.get(dataset.id) ?? [], say)
      return {
        dataset: dataset.id,
        id: `${dataset.id}.${String(item['id'] ?? words.title)}`,
        title: words.title,
        text: words.text || say(dataset.title),
        point: item.geo,
        distanceM: item.distanceM,
        icon: dataset.id,
        colour: colours[index],
      }
    }),
  )
  const failed = pages.find(({ error }) => error)
  if (places.length === 0 && failed)
    return <ErrorState problem={toProblem(failed.error)} retry={() => void failed.refetch()} />
  if (places.length === 0)
    return <EmptyState title={t('cabinets-near-none')}>{t('cabinets-near-none-next')}</EmptyState>

  const shown = nearest(places, kind)
  return (
    <section className="g-section" aria-label={t('cabinets-near')}>
      <h2>{t('cabinets-near')}</h2>
      <Chips
        label={t('cabinets-near')}
        chips={datasets
          .filter(({ id }) => places.some((place) => place.dataset === id))
          .map(({ id, title }) => ({ id, label: say(title), icon: id }))}
        chosen={kind ? [kind] : []}
        toggle={(id) => setKind(id === kind ? undefined : id)}
        isOneLine
      />
      <Places
        places={shown}
        label={t('cabinets-near')}
        home={home.geo}
        map={(part) => <CityMap {...part} />}
        isPlain
      />
      <Origins
        pages={datasets.flatMap(({ id }, index) =>
          shown.some((place) => place.dataset === id) ? (pages[index]?.data ?? []) : [],
        )}
      />
    </section>
  )
}

type NearPlace = Place & { dataset: string }

/** The nearest of every kind, so that no kind fills the list alone; all known ones of a chosen kind. */
function nearest(places: readonly NearPlace[], kind: string | undefined): NearPlace[] {
  const seen = new Map<string, number>()
  return places
    .toSorted((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0))
    .filter(({ dataset }) => {
      const count = (seen.get(dataset) ?? 0) + 1
      seen.set(dataset, count)
      return kind ? dataset === kind : count <= ofEachKind
    })
}

/** One line a source, however many lists it gave. */
function Origins({ pages }: { pages: readonly ItemsPage[] }) {
  const { t, say, lang } = useWords()
  const bySource = new Map(
    pages.toSorted((a, b) => b.dataAsOf.localeCompare(a.dataAsOf)).map((page) => [say(page.source), page]),
  )
  const oldest = pages.toSorted((a, b) => a.dataAsOf.localeCompare(b.dataAsOf))[0]
  if (!oldest) return null
  return (
    <details className="g-small g-quiet">
      <summary>
        {t('cabinets-origins', { n: bySource.size, ago: agoText(oldest.dataAsOf, t, lang) })}{' '}
        {pages.some(({ stale }) => stale) && <Mark tone="wait">{t('origin-stale')}</Mark>}
      </summary>
      {[...bySource].map(([source, page]) => (
        <OriginLine key={source} source={source} asOf={page.dataAsOf} isStale={page.stale} />
      ))}
    </details>
  )
}

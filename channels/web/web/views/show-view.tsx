import type { ReactNode } from 'react'
import type { Lang } from '#kernel/contract/text.ts'
import type { Place } from '#kernel/web/map/place.ts'
import { Places } from '#kernel/web/map/places.tsx'
import { Chart } from '#kernel/web/ui/chart.tsx'
import { OriginLine } from '#kernel/web/ui/origin-line.tsx'
import { Prose } from '#kernel/web/ui/prose.tsx'
import { EmptyState } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { House } from '#modules/flows/contract/turn.ts'
import type { Item, ShowView as Show } from '#modules/flows/contract/view.ts'
import { CityMap } from '#modules/geo/web/door.ts'
import { lineOf } from './line-of.ts'

interface ShowViewProps {
  view: Show
  home: House | undefined
}

/** What the flow owes the resident: the answer, and under it where it is from and how old it is. */
export function ShowView({ view, home }: ShowViewProps) {
  const Body = bodies[view.kind]
  return (
    <div className="g-stack">
      {view.text.text && (
        <div className="g-answer">
          <Prose text={view.text.text} />
        </div>
      )}
      <Body view={view} home={home} />
      {view.origin && (
        <OriginLine source={view.origin.source} asOf={view.origin.asOf} isStale={view.origin.stale} />
      )}
    </div>
  )
}

const bodies: Record<Show['kind'], (props: ShowViewProps) => ReactNode> = {
  list: (props) => <PlacesBody {...props} />,
  map: (props) => <PlacesBody {...props} isMapFirst />,
  card: CardBody,
  media: MediaBody,
  chart: ChartBody,
}

function PlacesBody({ view, home, isMapFirst = false }: ShowViewProps & { isMapFirst?: boolean }) {
  const { t, lang } = useWords()
  if (view.items.length === 0) return view.text.text ? null : <EmptyState title={t('web-nothing')} />
  return (
    <Places
      places={view.items.map((item, index) => toPlace(item, index, lang))}
      label={view.text.text}
      home={home?.geo}
      isMapFirst={isMapFirst}
      map={(part) => <CityMap {...part} />}
    />
  )
}

const toPlace = (item: Item, index: number, lang: Lang): Place => ({
  id: String(index + 1),
  title: item.title,
  ...lineOf(item, lang),
  point: item.geo,
  distanceM: item.distanceM,
  icon: item.icon,
  image: item.image,
  link: item.link,
})

function CardBody({ view, home }: ShowViewProps) {
  const { lang } = useWords()
  const places = view.items.filter(({ geo }) => geo).map((item, index) => toPlace(item, index, lang))
  return (
    <>
      {view.items.map((item) => (
        <article key={item.title + item.text} className="g-card g-stack">
          {item.image && <img className="g-picture" src={item.image} alt="" />}
          <h2>{item.title}</h2>
          {item.text && <Prose text={item.text} />}
          {item.link && <ItemLink item={item} />}
        </article>
      ))}
      {places.length > 0 && (
        <div className="g-card-map">
          <CityMap places={places} home={home?.geo} />
        </div>
      )}
    </>
  )
}

function MediaBody({ view }: ShowViewProps) {
  return (
    <ul className="g-plain-list g-media">
      {view.items.map((item) => (
        <li key={item.title + item.image}>
          <figure className="g-card g-card--flush">
            {item.image && <img className="g-picture" src={item.image} alt={item.title} loading="lazy" />}
            <figcaption>
              <h2>{item.title}</h2>
              {item.text && <Prose text={item.text} />}
              {item.link && <ItemLink item={item} />}
            </figcaption>
          </figure>
        </li>
      ))}
    </ul>
  )
}

function ChartBody({ view }: ShowViewProps) {
  const { t } = useWords()
  const labels = view.items.map(({ title }) => title)
  const values = labels.map((_, i) => view.values?.[i] ?? null)
  return (
    <Chart
      title={view.text.text}
      kind="bar"
      figures={{ labels, series: [{ name: t('web-value'), values }] }}
      labelsTitle={t('web-what')}
    />
  )
}

function ItemLink({ item }: { item: Item }) {
  const { t } = useWords()
  return (
    <a href={item.link} rel="noreferrer">
      {t('places-more')}
      <span className="g-hidden">: {item.title}</span>
    </a>
  )
}

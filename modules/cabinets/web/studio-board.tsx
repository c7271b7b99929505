import { lazy } from 'react'
import { Waiting } from '#kernel/web/ui/states.tsx'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listDatasets } from '#modules/bus/contract.ts'
import { listRoles, listServices } from '#modules/catalogue/contract.ts'
import { useMe } from '#modules/people/web/door.ts'
import { holds } from './studio-sections.ts'

const BoardPage = lazy(() => import('#modules/measure/web/pages.ts').then((m) => ({ default: m.BoardPage })))

/** The board with the names of the catalogue: exact for analysts, public for everybody else. */
export function StudioBoard() {
  const { t, say } = useWords()
  const { me, isLoading } = useMe()
  const services = useEndpoint(listServices, { limit: 200 }, { staleMs: 600_000 })
  const datasets = useEndpoint(listDatasets, {}, { staleMs: 600_000 })
  const roles = useEndpoint(listRoles, {}, { staleMs: 600_000 })
  if (isLoading) return <Waiting what={t('loading-page')} />

  const nameOf = (kind: 'service' | 'role' | 'channel', id: string): string => {
    if (kind === 'channel') return t(`cabinets-channel-${id}`)
    const [, called] = /^api:(.+)$/.exec(id) ?? []
    if (called !== undefined) {
      const dataset = datasets.data?.items.find((one) => one.id === called)
      return t('cabinets-called-api', { name: dataset ? say(dataset.title) : called })
    }
    const found =
      kind === 'role'
        ? roles.data?.items.find((role) => role.id === id)
        : services.data?.items.find((hit) => hit.service.id === id)?.service
    return found ? say(found.title) : id
  }
  return <BoardPage isExact={me !== undefined && holds(me.permissions, 'measure.read')} nameOf={nameOf} />
}

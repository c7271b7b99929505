import { NativeSelect } from '@vkontakte/vkui'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { momentText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { type Column, DataTable } from '#kernel/web/ui/data-table.tsx'
import { Mark, type Tone } from '#kernel/web/ui/mark.tsx'
import { Loaded } from '#kernel/web/ui/states.tsx'
import { useAddressPart } from '#kernel/web/use-address.ts'
import { useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listAudit } from '../contract.ts'

type Act = OutputOf<typeof listAudit>['items'][number]

const outcomes = ['done', 'refused', 'failed', 'started'] as const
const tones: Record<Act['outcome'], Tone> = { done: 'good', refused: 'wait', failed: 'bad', started: 'plain' }

export function AuditPage() {
  const { t, lang } = useWords()
  const [wanted, setWanted] = useAddressPart('outcome')
  const outcome = outcomes.find((one) => one === wanted)
  const read = useEndpoint(
    listAudit,
    { limit: 200, ...(outcome && { outcome }) },
    { staleMs: 0, keepsPrevious: true },
  )
  const columns: Column<Act>[] = [
    { id: 'at', title: t('people-when'), value: (act) => act.at, cell: (act) => momentText(act.at, lang) },
    { id: 'who', title: t('people-who'), value: (act) => act.email ?? act.personId },
    {
      id: 'what',
      title: t('people-what'),
      value: (act) => act.endpoint,
      cell: (act) => <code>{act.endpoint}</code>,
    },
    { id: 'subject', title: t('people-subject'), value: (act) => subjectText(act.subject) },
    {
      id: 'may',
      title: t('people-permission'),
      value: (act) => act.permission,
      cell: (act) => <code>{act.permission}</code>,
    },
    {
      id: 'outcome',
      title: t('people-outcome'),
      value: (act) => t(`people-outcome-${act.outcome}`),
      cell: (act) => <Mark tone={tones[act.outcome]}>{t(`people-outcome-${act.outcome}`)}</Mark>,
    },
  ]
  return (
    <Page title={t('people-audit-title')} lead={t('people-audit-lead')} isWide>
      <Loaded read={read} what={t('people-audit-loading')}>
        {({ items }) => (
          <DataTable
            name="audit"
            caption={t('people-audit-title')}
            columns={columns}
            rows={items}
            rowKey={(act) => `${act.requestId}-${act.outcome}`}
            tools={
              <NativeSelect
                slotProps={{ select: { 'aria-label': t('people-outcome') } }}
                value={outcome ?? ''}
                onChange={(event) => setWanted(event.target.value || undefined)}
              >
                <option value="">{t('people-outcome-any')}</option>
                {outcomes.map((one) => (
                  <option key={one} value={one}>
                    {t(`people-outcome-${one}`)}
                  </option>
                ))}
              </NativeSelect>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}

const subjectText = (subject: Record<string, unknown>): string =>
  Object.entries(subject)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')

import { Button, Input, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import { dateText } from '#kernel/web/format.ts'
import { Page } from '#kernel/web/page.tsx'
import { Card } from '#kernel/web/ui/card.tsx'
import { type Column, DataTable } from '#kernel/web/ui/data-table.tsx'
import { Mark } from '#kernel/web/ui/mark.tsx'
import { ErrorState, Loaded } from '#kernel/web/ui/states.tsx'
import { useAct, useEndpoint } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { grantStaff, listStaff, revokeStaff, type StaffRole, staffRoles } from '../contract.ts'

type Member = OutputOf<typeof listStaff>['items'][number]

export function StaffPage() {
  const { t, say, lang } = useWords()
  const read = useEndpoint(listStaff, {})
  const revoke = useAct(revokeStaff, [listStaff])
  const columns: Column<Member>[] = [
    { id: 'email', title: t('people-email'), value: (one) => one.email },
    { id: 'role', title: t('people-role'), value: (one) => say(staffRoles[one.role].title) },
    {
      id: 'seen',
      title: t('people-state'),
      value: (one) => t(one.personId ? 'people-has-come' : 'people-not-yet'),
      cell: (one) => (
        <Mark tone={one.personId ? 'good' : 'wait'}>
          {t(one.personId ? 'people-has-come' : 'people-not-yet')}
        </Mark>
      ),
    },
    {
      id: 'since',
      title: t('people-granted'),
      value: (one) => one.grantedAt,
      cell: (one) => dateText(one.grantedAt, lang),
    },
    { id: 'by', title: t('people-granted-by'), value: (one) => one.grantedBy ?? t('people-operator') },
    {
      id: 'act',
      title: t('people-acts'),
      value: () => '',
      cell: (one) => (
        <button
          type="button"
          className="g-link-button g-small"
          onClick={() => revoke.act({ grantId: one.id }).catch(() => undefined)}
        >
          {t('people-revoke')}
          <span className="g-hidden">: {one.email}</span>
        </button>
      ),
    },
  ]
  return (
    <Page title={t('people-staff-title')} isWide>
      <GrantForm />
      {revoke.problem && <ErrorState problem={revoke.problem} />}
      <Loaded read={read} what={t('people-staff-loading')}>
        {({ items }) => (
          <DataTable
            name="staff"
            caption={t('people-staff-title')}
            columns={columns}
            rows={items}
            rowKey={(one) => one.id}
          />
        )}
      </Loaded>
    </Page>
  )
}

function GrantForm() {
  const { t, say } = useWords()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<StaffRole>('analyst')
  const grant = useAct(grantStaff, [listStaff])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    grant.act({ email: email.trim(), role }).then(
      () => setEmail(''),
      () => undefined,
    )
  }
  return (
    <Card label={t('people-grant')}>
      <form className="g-stack" onSubmit={submit}>
        <h2>{t('people-grant')}</h2>
        <div className="g-row">
          <Input
            slotProps={{ input: { 'aria-label': t('people-email') } }}
            placeholder={t('people-email')}
            type="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <NativeSelect
            slotProps={{ select: { 'aria-label': t('people-role') } }}
            value={role}
            onChange={(event) => setRole(toRole(event.target.value))}
          >
            {Object.entries(staffRoles).map(([id, { title }]) => (
              <option key={id} value={id}>
                {say(title)}
              </option>
            ))}
          </NativeSelect>
          <Button type="submit" size="m" loading={grant.isBusy}>
            {t('people-grant-do')}
          </Button>
        </div>
        {grant.problem && <ErrorState problem={grant.problem} />}
      </form>
    </Card>
  )
}

const isRole = (value: string): value is StaffRole => Object.hasOwn(staffRoles, value)
const toRole = (value: string): StaffRole => (isRole(value) ? value : 'analyst')

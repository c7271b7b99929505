/** A live call from the page: what was asked as curl, what was answered as it came. No account needed. */
import { Button, Input, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useId, useState } from 'react'
import type { OutputOf } from '#kernel/contract/endpoint.ts'
import type { Problem } from '#kernel/web/client.ts'
import { type RegionFacts, useRegionFacts } from '#kernel/web/region.ts'
import { Card } from '#kernel/web/ui/card.tsx'
import { CodeBlock } from '#kernel/web/ui/code-block.tsx'
import { Mark } from '#kernel/web/ui/mark.tsx'
import { ErrorState } from '#kernel/web/ui/states.tsx'
import { toProblem } from '#kernel/web/use-endpoint.ts'
import { useWords } from '#kernel/web/words.tsx'
import { type getDataset, itemsPath } from '../contract.ts'
import { curlOf } from './curl.ts'
import { type Called, callItems } from './use-items.ts'

type Dataset = OutputOf<typeof getDataset>

export function TryIt({ dataset }: { dataset: Dataset }) {
  const { t, say } = useWords()
  const region = useRegionFacts()
  const id = useId()
  const [values, setValues] = useState<Record<string, string>>({ limit: '3' })
  const [key, setKey] = useState('')
  const [called, setCalled] = useState<Called>()
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)

  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
  const path = `${itemsPath(dataset.id)}${query.size > 0 ? `?${query}` : ''}`
  const set = (name: string, value: string) => setValues({ ...values, [name]: value })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      setCalled(await callItems(path, key ? { authorization: `Bearer ${key}` } : {}))
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card label={t('bus-try')}>
      <form className="g-stack" onSubmit={(event) => void submit(event)}>
        <h2>{t('bus-try')}</h2>
        <div className="g-try">
          {parametersOf(dataset, region).map(({ name, hint, values: choices }) => (
            <div key={name}>
              <label className="g-label g-small" htmlFor={`${id}-${name}`}>
                <code>{name}</code>
              </label>
              {choices ? (
                <NativeSelect
                  id={`${id}-${name}`}
                  value={values[name] ?? ''}
                  onChange={(event) => set(name, event.target.value)}
                >
                  <option value="">–</option>
                  {choices.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                      {say(choice.title)}
                    </option>
                  ))}
                </NativeSelect>
              ) : (
                <Input
                  id={`${id}-${name}`}
                  placeholder={hint ?? ''}
                  value={values[name] ?? ''}
                  onChange={(event) => set(name, event.target.value)}
                />
              )}
            </div>
          ))}
          <div>
            <label className="g-label g-small" htmlFor={`${id}-key`}>
              {t('bus-key-optional')}
            </label>
            <Input
              id={`${id}-key`}
              autoComplete="off"
              spellCheck={false}
              placeholder="grd_sec_…"
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          </div>
        </div>
        <CodeBlock
          label={t('bus-request')}
          text={curlOf(new URL(path, window.location.origin).href, key !== '')}
        />
        <div>
          <Button type="submit" size="l" loading={isBusy}>
            {t('bus-call')}
          </Button>
        </div>
      </form>
      {problem && <ErrorState problem={problem} />}
      {called && <Answer called={called} />}
    </Card>
  )
}

function Answer({ called }: { called: Called }) {
  const { t } = useWords()
  const left = called.headers.get('x-ratelimit-remaining')
  const text = typeof called.body === 'string' ? called.body : JSON.stringify(called.body, null, 2)
  return (
    <div className="g-stack g-try__answer" role="status">
      <p className="g-row">
        <Mark tone={called.status < 400 ? 'good' : 'bad'}>{called.status}</Mark>
        <span className="g-quiet g-small">
          {t('bus-took', { n: called.ms })}
          {left && ` · ${t('bus-left', { n: Number(left) })}`}
        </span>
      </p>
      {called.status >= 400 && <Refused body={called.body} />}
      <CodeBlock label={t('bus-answer')} text={text.length > 20_000 ? `${text.slice(0, 20_000)}\n…` : text} />
    </div>
  )
}

/** A refusal first in words, then as it came. */
function Refused({ body }: { body: unknown }) {
  const { title, detail } =
    typeof body === 'object' && body !== null ? { title: '', detail: '', ...body } : {}
  if (typeof title !== 'string' || title === '') return null
  return (
    <div>
      <h3>{title}</h3>
      {typeof detail === 'string' && <p className="g-quiet">{detail}</p>}
    </div>
  )
}

/** The general parameters that make sense for this dataset, then its own closed lists. */
function parametersOf(
  dataset: Dataset,
  { centre }: RegionFacts,
): { name: string; hint?: string; values?: NonNullable<Dataset['columns'][number]['values']> }[] {
  const lists = dataset.columns.flatMap(({ name, values, filters }) =>
    values && filters.includes(name) ? [{ name, values }] : [],
  )
  return [
    { name: 'text' },
    ...(dataset.hasGeo
      ? [
          { name: 'near', ...(centre && { hint: `${centre.lat},${centre.lon}` }) },
          { name: 'radiusM', hint: '2000' },
        ]
      : []),
    ...lists.slice(0, 3),
    { name: 'limit', hint: '50' },
  ]
}

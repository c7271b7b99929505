/** Quarantine as a dataset: `<id>~rejects` has its own columns, all internal, and answers like any other. */
import type { Column } from '../../contract.ts'
import type { DatasetDefinition } from './definitions.ts'

export const rejectsSuffix = '~rejects'

const column = (name: string, ru: string, en: string, role?: Column['role']): Column => ({
  name,
  title: { ru, en },
  type: 'string',
  nullable: name === 'field',
  ...(role && { role }),
  class: 'internal',
  filters: [name],
})

const columns: readonly Column[] = [
  column('id', 'Номер', 'Id', 'key'),
  column('code', 'Причина', 'Reason'),
  column('field', 'Поле', 'Field'),
  column('message', 'Что не так', 'What is wrong'),
  column('raw', 'Строка источника', 'Row of the source'),
  column('run', 'Чтение', 'Run'),
  column('first_seen', 'Впервые', 'First seen'),
  column('last_seen', 'В последний раз', 'Last seen'),
]

export const rejectsOf = (dataset: DatasetDefinition): DatasetDefinition => ({
  ...dataset,
  id: `${dataset.id}${rejectsSuffix}`,
  columns,
  hasGeo: false,
})

/** Sources and datasets of the pack, ready to be worked with. */
import { Compile } from 'typebox/compile'
import type { Text } from '#kernel/contract/text.ts'
import { type Pack, type PackPart, packJson } from '#kernel/server/pack.ts'
import type { Column } from '../../contract.ts'
import { columnsOf, DatasetFile, datasetMistakes, rowSchema } from './dataset.ts'
import { SourceFile, sourceMistakes } from './source.ts'

export interface DatasetDefinition extends DatasetFile {
  readonly columns: readonly Column[]
  readonly hasGeo: boolean
  /** What is wrong with a row, or undefined. */
  problemOf(body: Readonly<Record<string, unknown>>): { field?: string; message: string } | undefined
}

export interface Definitions {
  readonly datasets: readonly DatasetDefinition[]
  readonly sources: readonly SourceFile[]
  dataset(id: string): DatasetDefinition | undefined
  source(id: string): SourceFile | undefined
  sourceOf(dataset: string): SourceFile | undefined
}

/** Parts of a region pack that the bus reads and judges. */
export const packParts: readonly PackPart[] = [
  packJson('datasets/*.json', DatasetFile, { check: (d, _pack, file) => datasetMistakes(d, file) }),
  packJson('sources/*.json', SourceFile, { check: sourceMistakes }),
]

export function readDefinitions(pack: Pack): Definitions {
  const datasets = pack.list('datasets/*.json').map((file) => toDefinition(pack.json<DatasetFile>(file)))
  const sources = pack.list('sources/*.json').map((file) => pack.json<SourceFile>(file))
  return {
    datasets,
    sources,
    dataset: (id) => datasets.find((dataset) => dataset.id === id),
    source: (id) => sources.find((source) => source.id === id),
    sourceOf: (id) => sources.find(({ dataset }) => dataset === id),
  }
}

/** Files whose change means that the pack's own rows must be read again. */
export const filesOf = (pack: Pack): string[] => [
  'datasets/*.json',
  'sources/*.json',
  ...new Set(
    pack
      .list('sources/*.json')
      .flatMap((file) => pack.json<SourceFile>(file).origins)
      .filter(({ name }) => name === 'pack')
      .map(({ transport }) => String((transport as { path?: string }).path ?? '')),
  ),
]

function toDefinition(file: DatasetFile): DatasetDefinition {
  const columns = columnsOf(file)
  const validator = Compile(rowSchema(file, columns) as never)
  return {
    ...file,
    columns,
    hasGeo: columns.some(({ role }) => role === 'lat'),
    problemOf(body) {
      if (validator.Check(body)) return undefined
      const [first] = validator.Errors(body)
      const field = first?.instancePath.split('/')[1]
      const value = field ? JSON.stringify(body[field]) : ''
      return { ...(field && { field }), message: `${value.slice(0, 80)}: ${first?.message ?? 'не по схеме'}` }
    },
  }
}

/** Where rows of an origin come from, said in a line: the city's own are their keeper's. */
export function sourceTextOf(
  dataset: DatasetDefinition,
  source: SourceFile | undefined,
  origin: string,
): Text {
  const own = source?.origins.find(({ name }) => name === origin)?.source
  if (own) return own
  return origin === 'city' ? (source?.owner ?? dataset.owner) : withoutFullStop(dataset.card.source)
}

const withoutFullStop = ({ ru, en }: Text): Text => ({
  ru: ru.replace(/\.$/, ''),
  ...(en !== undefined && { en: en.replace(/\.$/, '') }),
})

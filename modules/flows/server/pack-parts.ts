/** The flows of a pack pass the publish gate before anything is loaded: a refused one is named with file, line and cure. */
import { type Static, Type } from 'typebox'
import type { Shape } from '#kernel/expression/strict.ts'
import { type Pack, type PackMistake, type PackPart, packJson } from '#kernel/server/pack.ts'
import { itemParameters } from '#modules/bus/contract.ts'
import { type FlowDocument, type FlowProblem, readFlow } from '../contract/flow.ts'
import { fitFlow, type Knowledge, type ServicePromise } from '../engine/fit/fit.ts'
import { menuFlow } from './menu.ts'

const AnyDocument = Type.Record(Type.String(), Type.Unknown())

export const packParts: readonly PackPart[] = [
  packJson('flows/*.flow.json', AnyDocument, { check: mistakesOf }),
]

function mistakesOf(value: Static<typeof AnyDocument>, pack: Pack, file: string): PackMistake[] {
  const read = readFlow(value)
  if (!read.ok) return read.problems.map(toMistake)
  const { flow } = read
  if (file !== `flows/${flow.id}.flow.json` || flow.id.startsWith(menuFlow)) {
    return [
      {
        at: ['id'],
        message: `поток «${flow.id}» лежит в файле ${file}`,
        cure: `назовите файл flows/${flow.id}.flow.json`,
      },
    ]
  }
  const fit = fitFlow(flow, knowledgeOf(pack))
  const refused = fit.cells.filter(({ verdict }) => verdict === 'refused')
  return [
    ...fit.problems.map(toMistake),
    ...refused.map(({ node, channel, message, cure }) => ({
      at: ['nodes', node],
      message: `узел «${node}» не подходит каналу ${channel}: ${message ?? ''}`,
      cure: cure ?? 'измените узел или уберите канал из channels',
    })),
  ]
}

const toMistake = ({ pointer, message, cure }: FlowProblem): PackMistake => ({
  at: pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  message,
  cure: cure ?? 'исправьте поток по docs/guide/flows.md',
})

/** What the other files of the pack promise to a flow. */
function knowledgeOf(pack: Pack): Knowledge {
  return {
    service: (id) => promiseOf(pack, id),
    flow: (reference) => {
      const file = `flows/${reference.split('@')[0]}.flow.json`
      const read = pack.has(file) ? readFlow(pack.json(file)) : undefined
      return read?.ok ? (read.flow satisfies FlowDocument) : undefined
    },
  }
}

const DatasetFile = Type.Object({
  schema: Type.Object({
    properties: Type.Record(Type.String(), Type.Object({ type: Type.Optional(Type.Unknown()) })),
  }),
})

const shapes: Readonly<Record<string, Shape>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'bool',
}

function promiseOf(pack: Pack, id: string): ServicePromise | undefined {
  const file = `datasets/${id}.json`
  // A service of a module: whether it is there is known when all modules have started.
  if (id.includes('.')) return { result: 'any' }
  if (!/^[a-z][a-z0-9-]*$/.test(id) || !pack.has(file)) return undefined
  const { schema } = pack.json<Static<typeof DatasetFile>>(file)
  const fields = Object.entries(schema.properties).map(([name, { type }]): [string, Shape] => [
    name,
    shapes[String(type)] ?? 'any',
  ])
  return {
    result: {
      list: {
        fields: {
          ...Object.fromEntries(fields),
          geo: { fields: { lat: 'number', lon: 'number' } },
          distance_m: 'number',
        },
      },
    },
    parameters: new Set([...Object.keys(schema.properties), ...itemParameters, 'district']),
  }
}

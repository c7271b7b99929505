/**
 * flow/1: the stored form of a flow. `problemsOfDocument` judges the form alone; whether the graph makes sense and fits
 * the channels is judged by the publish gate (engine/fit).
 */
import { type Static, type TSchema, Type } from 'typebox'
import { Errors } from 'typebox/value'
import { LangSchema } from '#kernel/contract/text.ts'
import { askTypes } from './view.ts'

export const flowLimits = {
  nodes: 300,
  bytes: 256 * 1024,
  macrostepNodes: 200,
  queriesInFlight: 3,
  callDepth: 8,
  stateBytes: 64 * 1024,
  listItems: 200,
  textMax: 500,
} as const

export const channelNames = ['web', 'telegram', 'vk', 'max', 'alice', 'marusya'] as const
export type ChannelName = (typeof channelNames)[number]

const strict = { additionalProperties: false }
const literals = <const T extends string>(values: readonly T[]) => Type.Enum([...values])
const Slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' })
const NodeId = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_-]{0,62}$' })
const Variable = Type.String({ pattern: '^[a-zA-Z_][a-zA-Z0-9_]{0,62}$' })
const Expression = Type.String({ minLength: 1, maxLength: 4000 })
const Mapping = Type.Record(Variable, Expression)

/** One meaning in the languages of the flow; a plain string holds only expressions, digits and punctuation. */
export const Words = Type.Union([
  Type.String({ maxLength: 4000 }),
  Type.Object(
    {
      ru: Type.Optional(Type.String({ maxLength: 8000 })),
      en: Type.Optional(Type.String({ maxLength: 8000 })),
      tts: Type.Optional(Type.String({ maxLength: 8000 })),
    },
    { ...strict, minProperties: 1 },
  ),
])
export type Words = Static<typeof Words>

export const privacyClasses = ['public', 'personal', 'sensitive'] as const
export type PrivacyClass = (typeof privacyClasses)[number]

export const VariableDeclaration = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: 80 }),
    max: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
    class: Type.Optional(literals(privacyClasses)),
    keep: Type.Optional(Type.Boolean()),
    default: Type.Optional(Type.Unknown()),
  },
  strict,
)
export type VariableDeclaration = Static<typeof VariableDeclaration>

const Next = Type.Union([
  NodeId,
  Type.Array(Type.Object({ when: Expression, next: NodeId }, strict), { minItems: 1, maxItems: 40 }),
])
export type Next = Static<typeof Next>

const onEveryNode = {
  next: Type.Optional(Next),
  fail: Type.Optional(NodeId),
  set: Type.Optional(Mapping),
  tags: Type.Optional(
    Type.Object({ need: Type.Optional(Type.String()), role: Type.Optional(Type.String()) }, strict),
  ),
}
const Milliseconds = Type.Integer({ minimum: 1, maximum: 60_000 })

export const AskNode = Type.Object(
  {
    ask: Variable,
    type: Type.Optional(literals(askTypes)),
    text: Words,
    from: Type.Optional(Expression),
    skip: Type.Optional(Expression),
    always: Type.Optional(Type.Boolean()),
    choices: Type.Optional(
      Type.Array(
        Type.Object(
          {
            value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
            label: Words,
            say: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { maxItems: 30 })),
            icon: Type.Optional(Type.String()),
          },
          strict,
        ),
        { minItems: 1, maxItems: 200 },
      ),
    ),
    choicesFrom: Type.Optional(
      Type.Object(
        { of: Expression, value: Expression, label: Words, say: Type.Optional(Expression) },
        strict,
      ),
    ),
    valid: Type.Optional(
      Type.Array(Type.Object({ when: Expression, text: Words }, strict), { maxItems: 20 }),
    ),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    ...onEveryNode,
  },
  strict,
)
export type AskNode = Static<typeof AskNode>

export const QueryNode = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 80 }),
    with: Type.Optional(Mapping),
    as: Variable,
    timeout: Type.Optional(Milliseconds),
    stale: Type.Optional(Type.Integer({ minimum: 0 })),
    ...onEveryNode,
  },
  strict,
)
export type QueryNode = Static<typeof QueryNode>

export const BranchNode = Type.Object(
  {
    branch: Type.Optional(
      Type.Array(Type.Object({ when: Expression, next: NodeId }, strict), { minItems: 1, maxItems: 40 }),
    ),
    else: Type.Optional(NodeId),
    split: Type.Optional(
      Type.Array(
        Type.Object({ name: Slug, share: Type.Integer({ minimum: 0, maximum: 100 }), next: NodeId }, strict),
        { minItems: 2, maxItems: 20 },
      ),
    ),
    fail: onEveryNode.fail,
    set: onEveryNode.set,
    tags: onEveryNode.tags,
  },
  strict,
)
export type BranchNode = Static<typeof BranchNode>

export const showForms = ['text', 'list', 'card', 'map', 'media', 'chart'] as const
export type ShowForm = (typeof showForms)[number]

export const ShowNode = Type.Object(
  {
    show: literals(showForms),
    text: Type.Optional(Words),
    of: Type.Optional(Expression),
    item: Type.Optional(
      Type.Object(
        {
          title: Type.Optional(Words),
          text: Type.Optional(Words),
          geo: Type.Optional(Expression),
          image: Type.Optional(Expression),
          icon: Type.Optional(Expression),
          link: Type.Optional(Expression),
          /** The number of a chart. */
          value: Type.Optional(Expression),
        },
        strict,
      ),
    ),
    ...onEveryNode,
  },
  strict,
)
export type ShowNode = Static<typeof ShowNode>

export const ActNode = Type.Object(
  {
    act: Type.String({ minLength: 1, maxLength: 80 }),
    with: Type.Optional(Mapping),
    as: Type.Optional(Variable),
    confirm: Type.Optional(Words),
    done: Type.Optional(Words),
    timeout: Type.Optional(Milliseconds),
    ...onEveryNode,
  },
  strict,
)
export type ActNode = Static<typeof ActNode>

export const CallNode = Type.Object(
  {
    call: Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}(@\\^?\\d+)?$' }),
    with: Type.Optional(Mapping),
    as: Type.Optional(Variable),
    ...onEveryNode,
  },
  strict,
)
export type CallNode = Static<typeof CallNode>

export type FlowNode = AskNode | QueryNode | BranchNode | ShowNode | ActNode | CallNode
export const nodeSchemas = {
  ask: AskNode,
  query: QueryNode,
  branch: BranchNode,
  show: ShowNode,
  act: ActNode,
  call: CallNode,
}
export type NodeKind = keyof typeof nodeSchemas

/** The key that names the kind of a node; `split` is the second form of `branch`. */
export function kindOf(node: object): NodeKind | undefined {
  if ('split' in node) return 'branch'
  for (const kind of ['ask', 'query', 'branch', 'show', 'act', 'call'] as const) if (kind in node) return kind
  return undefined
}

const Trigger = Type.Union([
  Type.Object({ every: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }) }, strict),
  Type.Object({ on: Type.String({ minLength: 1 }) }, strict),
])

const handler = Type.Optional(Words)
/** A node to go to (its id), or what to say before the open question is repeated. */
const Handlers = Type.Object(
  {
    help: handler,
    repeat: handler,
    back: handler,
    menu: handler,
    stop: handler,
    human: handler,
    unknown: handler,
    slow: handler,
    error: handler,
  },
  strict,
)

const top = {
  gorod: Type.Literal('flow/1'),
  id: Slug,
  title: Words,
  lang: Type.Array(LangSchema, { minItems: 1, uniqueItems: true }),
  channels: Type.Array(literals(channelNames), { minItems: 1, uniqueItems: true }),
  scope: Type.Optional(literals(['person', 'chat'])),
  in: Type.Optional(Type.Record(Variable, VariableDeclaration)),
  vars: Type.Optional(Type.Record(Variable, VariableDeclaration)),
  out: Type.Optional(Type.Array(Variable, { maxItems: 40 })),
  start: NodeId,
  on: Type.Optional(Handlers),
  triggers: Type.Optional(Type.Array(Trigger, { maxItems: 20 })),
  editor: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

/** The form of a document without its nodes, which are judged one by one by their kind. */
export const FlowHead = Type.Object({ ...top, nodes: Type.Record(NodeId, Type.Object({})) }, strict)
type Head = Static<typeof FlowHead>
export type FlowDocument = Omit<Head, 'nodes'> & { nodes: Record<string, FlowNode> }

/** JSON Schema of whole documents, for editors and other tools. */
export const FlowSchema = Type.Object(
  { ...top, nodes: Type.Record(NodeId, Type.Union(Object.values(nodeSchemas))) },
  strict,
)

/** A mistake with its place (JSON pointer) and, where there is one, its cure. */
export interface FlowProblem {
  readonly pointer: string
  readonly message: string
  readonly cure?: string
}

export type ReadFlow = { ok: true; flow: FlowDocument } | { ok: false; problems: FlowProblem[] }

/** Reads a parsed JSON document as a flow, or says everything that is wrong with its form. */
export function readFlow(document: unknown): ReadFlow {
  const problems = problemsOfDocument(document)
  return problems.length === 0 ? { ok: true, flow: document as FlowDocument } : { ok: false, problems }
}

export function problemsOfDocument(document: unknown): FlowProblem[] {
  const problems = problemsOf(FlowHead, document, '')
  if (!isRecord(document) || !isRecord(document['nodes'])) return problems
  const nodes = Object.entries(document['nodes'])
  if (nodes.length > flowLimits.nodes)
    problems.push({ pointer: '/nodes', message: `More than ${flowLimits.nodes} nodes` })
  for (const [id, node] of nodes) {
    const pointer = `/nodes/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!isRecord(node)) continue
    const kind = kindOf(node)
    if (kind) problems.push(...problemsOf(nodeSchemas[kind], node, pointer))
    else problems.push({ pointer, message: 'A node is one of: ask, query, branch, show, act, call' })
    if (kind === 'branch') problems.push(...problemsOfBranch(node, pointer))
  }
  return problems
}

function problemsOfBranch(node: Record<string, unknown>, pointer: string): FlowProblem[] {
  if ('branch' in node === 'split' in node)
    return [{ pointer, message: 'A branch has conditions or a split, one of them' }]
  if (!Array.isArray(node['split'])) return []
  const total = node['split'].reduce<number>(
    (sum, way) => sum + (isRecord(way) ? Number(way['share']) : 0),
    0,
  )
  return total === 100
    ? []
    : [{ pointer: `${pointer}/split`, message: `Shares add up to ${total}, not to 100` }]
}

function problemsOf(schema: TSchema, value: unknown, pointer: string): FlowProblem[] {
  const found = new Map<string, FlowProblem>()
  for (const error of Errors(schema, value)) {
    const place = pointer + error.instancePath
    // A failed union reports every member; its own line says enough.
    if (!found.has(place) || error.keyword === 'anyOf')
      found.set(place, { pointer: place, message: describe(error) })
  }
  return [...found.values()]
}

function describe(error: ReturnType<typeof Errors>[number]): string {
  const params: Record<string, unknown> = { ...error.params }
  const named = params['requiredProperties'] ?? params['additionalProperties'] ?? params['allowedValues']
  const list = Array.isArray(named) ? `: ${named.join(', ')}` : ''
  return `${error.message}${list}`
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

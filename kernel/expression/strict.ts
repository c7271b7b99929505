/**
 * The publishing environment: names, fields and types are judged before anyone runs the expression. Values from outside
 * may always be null, which CEL's own checker cannot say; so names and fields are followed here, by shapes.
 */
import type { ASTNode } from '@marcbachmann/cel-js'
import { compileExpression, createEnvironment, type ExpressionProblem, messageOf } from './expression.ts'
import { asMacro, partsOf } from './names.ts'

/** What is known of a value. `any` says nothing and forgives everything; every value may also be null. */
export type Shape =
  | 'any'
  | 'text'
  | 'number'
  | 'bool'
  | 'instant'
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> }

export type Shapes = Readonly<Record<string, Shape>>
export type Checked = { ok: true; shape: Shape } | { ok: false; problem: ExpressionProblem }

class Wrong extends Error {
  readonly code: ExpressionProblem['code']
  constructor(code: ExpressionProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** Checks one expression: `extra` adds names that exist only here, such as `it`. */
export function checkExpression(text: string, shapes: Shapes): Checked {
  const compiled = compileExpression(text)
  if (!compiled.ok) return compiled
  try {
    const shape = shapeOf(compiled.expression.parsed.ast, shapes)
    const environment = createEnvironment(false)
    for (const name of compiled.expression.names) {
      environment.registerVariable(name, shapes[name] === 'instant' ? 'google.protobuf.Timestamp' : 'dyn')
    }
    const verdict = environment.check(text)
    if (!verdict.valid) return { ok: false, problem: { code: 'type', message: messageOf(verdict.error) } }
    return { ok: true, shape: shape === 'any' ? (resultShapes[verdict.type ?? ''] ?? 'any') : shape }
  } catch (error) {
    const code = error instanceof Wrong ? error.code : 'failed'
    return { ok: false, problem: { code, message: messageOf(error) } }
  }
}

const resultShapes: Record<string, Shape> = {
  string: 'text',
  int: 'number',
  double: 'number',
  bool: 'bool',
  'google.protobuf.Timestamp': 'instant',
}

const callShapes: Record<string, Shape> = {
  size: 'number',
  distance: 'number',
  round: 'number',
  wkt_lat: 'number',
  wkt_lon: 'number',
  plural: 'text',
  date: 'text',
  next_date: 'text',
  far: 'text',
  say: 'text',
  replace: 'text',
  join: 'text',
  string: 'text',
  like: 'bool',
  contains: 'bool',
  startsWith: 'bool',
  endsWith: 'bool',
  has: 'bool',
  parts: { list: 'text' },
}

function shapeOf(node: ASTNode, shapes: Shapes): Shape {
  const macro = asMacro(node)
  if (macro) return shapeOfMacro(node, macro, shapes)
  switch (node.op) {
    case 'value':
      return shapeOfLiteral(node.args)
    case 'id': {
      const shape = Object.hasOwn(shapes, node.args) ? shapes[node.args] : undefined
      if (shape === undefined) throw new Wrong('unknown_name', `Unknown name: ${node.args}`)
      return shape
    }
    case '.':
      return fieldOf(shapeOf(node.args[0], shapes), node.args[1])
    case '.?':
      fieldOf(shapeOf(node.args[0], shapes), node.args[1])
      return 'any'
    case '[]': {
      const [list, index] = node.args.map((part) => shapeOf(part, shapes))
      if (list === undefined || index === undefined) return 'any'
      return typeof list === 'object' && 'list' in list ? list.list : 'any'
    }
    case '?:': {
      const [condition, yes, no] = node.args
      expect(shapeOf(condition, shapes), 'bool', 'A condition')
      return common(shapeOf(yes, shapes), shapeOf(no, shapes))
    }
    default:
      return shapeOfOperation(node, shapes)
  }
}

function shapeOfOperation(node: ASTNode, shapes: Shapes): Shape {
  const parts = partsOf(node).map((part) => shapeOf(part, shapes))
  switch (node.op) {
    case '&&':
    case '||':
    case '!_':
      for (const part of parts) expect(part, 'bool', 'A condition')
      return 'bool'
    case '-':
    case '*':
    case '/':
    case '%':
    case '+': {
      const [left = 'any', right = 'any'] = parts
      if (differ(left, right))
        throw new Wrong('type', `${nameOf(left)} ${node.op} ${nameOf(right)} has no meaning`)
      return node.op !== '-' && left === right
        ? left
        : left === 'number' && right === 'number'
          ? 'number'
          : 'any'
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [left = 'any', right = 'any'] = parts
      if (differ(left, right))
        throw new Wrong('type', `${nameOf(left)} is never compared with ${nameOf(right)}`)
      return 'bool'
    }
    case 'in':
      return 'bool'
    case 'list':
      return { list: parts.length > 0 ? parts.reduce(common) : 'any' }
    case 'call':
    case 'rcall':
      return callShapes[node.args[0]] ?? 'any'
    default:
      return 'any'
  }
}

function shapeOfMacro(
  node: ASTNode,
  macro: { list: ASTNode; variable: string; body: ASTNode[] },
  shapes: Shapes,
): Shape {
  const list = shapeOf(macro.list, shapes)
  if (typeof list === 'string' && list !== 'any') throw new Wrong('type', `${nameOf(list)} has no elements`)
  const element = typeof list === 'object' && 'list' in list ? list.list : 'any'
  const body = macro.body.map((part) => shapeOf(part, { ...shapes, [macro.variable]: element }))
  const makes = node.op === 'rcall' ? node.args[0] : ''
  if (makes === 'map') return { list: body.at(-1) ?? 'any' }
  expect(body.at(-1) ?? 'any', 'bool', 'A condition')
  return makes === 'filter' ? list : 'bool'
}

function shapeOfLiteral(value: unknown): Shape {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number' || typeof value === 'bigint') return 'number'
  return typeof value === 'boolean' ? 'bool' : 'any'
}

function fieldOf(shape: Shape, field: string): Shape {
  if (shape === 'any') return 'any'
  if (typeof shape === 'object' && 'fields' in shape) {
    const found = Object.hasOwn(shape.fields, field) ? shape.fields[field] : undefined
    if (found !== undefined) return found
    const known = Object.keys(shape.fields).slice(0, 20).join(', ')
    throw new Wrong('no_such_key', `Unknown field: ${field}. There are: ${known}`)
  }
  throw new Wrong('no_such_key', `${nameOf(shape)} has no field ${field}`)
}

function expect(shape: Shape, wanted: Shape, what: string): void {
  if (differ(shape, wanted))
    throw new Wrong('type', `${what} must be ${nameOf(wanted)}, not ${nameOf(shape)}`)
}

const differ = (a: Shape, b: Shape): boolean => a !== 'any' && b !== 'any' && kindOf(a) !== kindOf(b)
const kindOf = (shape: Shape) => (typeof shape === 'string' ? shape : 'list' in shape ? 'list' : 'fields')
const common = (a: Shape, b: Shape): Shape => (a === 'any' ? b : b === 'any' || !differ(a, b) ? a : 'any')

function nameOf(shape: Shape): string {
  const kind = kindOf(shape)
  return kind === 'fields'
    ? 'an object'
    : kind === 'list'
      ? 'a list'
      : kind === 'text'
        ? 'a text'
        : kind === 'any'
          ? 'anything'
          : `a ${kind}`
}

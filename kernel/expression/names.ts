/** Names an expression may and may not use, and the names it does use. */
import type { ASTNode } from '@marcbachmann/cel-js'

const reserved = new Set(
  (
    'as break const continue else false for function if import in let loop namespace null package return true var void while ' +
    '__proto__ prototype constructor ' +
    'bool bytes double google int list map null_type optional string type uint dyn cel ' +
    'me caps now lang it chat'
  ).split(' '),
)

/** Whether a flow or a pipeline may call a variable so (CEL's words, the library's types and Gorod's own names are taken). */
export function isVariableName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]{0,62}$/.test(name) && !reserved.has(name)
}

/** The macros that walk a list; inside each other they cost n to the power of their depth. */
export const macros: ReadonlySet<string> = new Set(['map', 'filter', 'all', 'exists', 'exists_one'])

/** A macro call with its list, its iteration variable and what is computed for each element. */
export function asMacro(node: ASTNode): { list: ASTNode; variable: string; body: ASTNode[] } | undefined {
  if (node.op !== 'rcall') return undefined
  const [name, list, args] = node.args
  const [variable, ...body] = args
  if (!macros.has(name) || variable?.op !== 'id' || body.length === 0) return undefined
  return { list, variable: variable.args, body }
}

/** Direct parts of a node, whatever its kind. */
export function partsOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** Names from outside that the expression reads: iteration variables of macros are its own. */
export function namesIn(
  node: ASTNode,
  bound: ReadonlySet<string> = new Set(),
  found = new Set<string>(),
): Set<string> {
  if (node.op === 'id') {
    if (!bound.has(node.args)) found.add(node.args)
    return found
  }
  const macro = asMacro(node)
  if (macro) {
    namesIn(macro.list, bound, found)
    const inner = new Set(bound).add(macro.variable)
    for (const part of macro.body) namesIn(part, inner, found)
    return found
  }
  for (const part of partsOf(node)) namesIn(part, bound, found)
  return found
}

/**
 * A region pack: a folder of data. Modules say which files they read and what must hold in them; the
 * platform refuses a pack with mistakes, each named with its file, line and cure.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Static, type TSchema, Type } from 'typebox'
import { Errors } from 'typebox/value'
import { Point } from '#kernel/contract/geo.ts'
import { Text } from '#kernel/contract/text.ts'

export const PackManifest = Type.Object(
  {
    gorod: Type.Literal('pack/1'),
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
    name: Text,
    timeZone: Type.String(),
    languages: Type.Array(Type.String(), { minItems: 1 }),
    centre: Point,
    /** West, south, east, north, degrees. */
    bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }),
    phone: Type.Optional(Type.Object({ number: Type.String(), title: Text })),
    accent: Type.Optional(Type.String({ pattern: '^#[0-9A-Fa-f]{6}$' })),
    /** An address as residents write it: the hint of every address field. */
    example: Type.Optional(Type.String({ minLength: 3, maxLength: 60 })),
  },
  { additionalProperties: false },
)
export type PackManifest = Static<typeof PackManifest>

export interface Pack {
  readonly folder: string
  readonly manifest: PackManifest
  has(path: string): boolean
  /** Files of a pattern such as `flows/*.flow.json`, sorted. */
  list(pattern: string): string[]
  json<T>(path: string): T
  /** Rows of a table by the names of its first line. */
  table(path: string): Record<string, string>[]
  bytes(path: string): Buffer
  /** Hash of the files of some patterns: changes when any of them does. */
  hash(patterns: readonly string[]): string
}

export function openPack(folder: string): Pack {
  const bytes = (path: string) => readFileSync(join(folder, path))
  const pack: Pack = {
    folder,
    get manifest() {
      return pack.json<PackManifest>('pack.json')
    },
    has: (path) => existsSync(join(folder, path)),
    list(pattern) {
      if (!pattern.includes('*')) return pack.has(pattern) ? [pattern] : []
      const [start = '', end = ''] = basename(pattern).split('*')
      const inside = dirname(pattern)
      if (!pack.has(inside)) return []
      return readdirSync(join(folder, inside))
        .filter((name) => name.startsWith(start) && name.endsWith(end))
        .sort()
        .map((name) => `${inside}/${name}`)
    },
    json: (path) => JSON.parse(bytes(path).toString('utf8')),
    table: (path) => parseCsv(bytes(path), { columns: true, bom: true, skip_empty_lines: true }),
    bytes,
    hash(patterns) {
      const hash = createHash('sha256')
      for (const path of patterns.flatMap((pattern) => pack.list(pattern)))
        hash.update(`${path}\0`).update(bytes(path)).update('\0')
      return hash.digest('hex')
    },
  }
  return pack
}

export interface PackProblem {
  readonly file: string
  /** From 1; 0 when the file as a whole is meant. */
  readonly line: number
  readonly message: string
  readonly cure: string
}

/** A problem as a person at a terminal reads it. */
export const describeProblem = ({ file, line, message, cure }: PackProblem): string =>
  `  ${file}${line > 0 ? `:${line}` : ''}  ${message}\n      → ${cure}`

/** A mistake found by a module: where in the file (a JSON path, or a row of a table from 0), what, and the cure. */
export interface PackMistake {
  readonly at: readonly (string | number)[]
  readonly message: string
  readonly cure: string
}

/** Files of a pack that one module reads. */
export interface PackPart {
  readonly files: string
  readonly required: boolean
  readonly kind: 'json' | 'table'
  readonly schema: TSchema
  check?(value: never, pack: Pack, file: string): PackMistake[]
}

export function packJson<S extends TSchema>(
  files: string,
  schema: S,
  o: { required?: boolean; check?: (value: Static<S>, pack: Pack, file: string) => PackMistake[] } = {},
): PackPart {
  return {
    files,
    schema,
    kind: 'json',
    required: o.required ?? false,
    ...(o.check && { check: o.check as NonNullable<PackPart['check']> }),
  }
}

/** `row` describes one row; every field of a table is text. */
export function packTable<S extends TSchema>(
  files: string,
  row: S,
  o: { required?: boolean; check?: (rows: Static<S>[], pack: Pack, file: string) => PackMistake[] } = {},
): PackPart {
  return {
    files,
    schema: Type.Array(row),
    kind: 'table',
    required: o.required ?? false,
    ...(o.check && { check: o.check as unknown as NonNullable<PackPart['check']> }),
  }
}

/** Everything wrong with a pack, or an empty list. */
export function checkPack(pack: Pack, parts: readonly PackPart[]): PackProblem[] {
  const manifest = packJson('pack.json', PackManifest, { required: true })
  return [manifest, ...parts].flatMap((part) => {
    const files = pack.list(part.files)
    if (files.length === 0 && part.required) {
      return [{ file: part.files, line: 0, message: 'файла нет', cure: `добавьте ${part.files}` }]
    }
    return files.flatMap((file) => checkFile(pack, part, file))
  })
}

function checkFile(pack: Pack, part: PackPart, file: string): PackProblem[] {
  const text = pack.bytes(file).toString('utf8')
  const found = part.kind === 'json' ? readJson(text, file) : readTable(pack, file)
  if (!found.ok) return [found.problem]
  const lineOf =
    part.kind === 'json' ? jsonLines(text) : (at: readonly (string | number)[]) => Number(at[0] ?? -1) + 2
  const broken = [...Errors(part.schema, found.value)].slice(0, 20).map((e) => ({
    file,
    line: lineOf(pointerPath(e.instancePath)),
    message: `${pointerPath(e.instancePath).join('.') || 'файл'}: ${e.message}`,
    cure: 'приведите значение к схеме (docs/guide/pack.md)',
  }))
  if (broken.length > 0) return broken
  const mistakes = part.check?.(found.value as never, pack, file) ?? []
  return mistakes.map(({ at, message, cure }) => ({ file, line: lineOf(at), message, cure }))
}

type Found = { ok: true; value: unknown } | { ok: false; problem: PackProblem }

function readJson(text: string, file: string): Found {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { disallowComments: true })
  const [first] = errors
  if (!first) return { ok: true, value }
  const problem = {
    file,
    line: lineAt(text, first.offset),
    message: `это не JSON: ${printParseErrorCode(first.error)}`,
    cure: 'проверьте скобки, кавычки и запятые у этой строки',
  }
  return { ok: false, problem }
}

function readTable(pack: Pack, file: string): Found {
  try {
    return { ok: true, value: pack.table(file) }
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number }
    return {
      ok: false,
      problem: {
        file,
        line: lines ?? 0,
        message: `таблица не читается: ${message}`,
        cure: 'проверьте число столбцов и кавычки',
      },
    }
  }
}

function jsonLines(text: string): (at: readonly (string | number)[]) => number {
  const tree = parseTree(text)
  return (at) => {
    for (let depth = at.length; depth >= 0; depth--) {
      const node = tree && findNodeAtLocation(tree, [...at.slice(0, depth)])
      if (node) return lineAt(text, node.offset)
    }
    return 1
  }
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

const pointerPath = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

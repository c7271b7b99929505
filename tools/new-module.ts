/**
 * `npm run new -- parking`: a module that passes `check` and has one scenario. It stands at the end of the
 * one list; move it up below whoever shall need it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rootDir } from '#kernel/server/root.ts'

const [name = ''] = process.argv.slice(2)
const folder = join(rootDir, 'modules', name)
if (!/^[a-z][a-z0-9]{1,30}$/.test(name))
  end('Имя модуля: латинские строчные буквы, например: npm run new -- parking')
if (existsSync(folder)) end(`modules/${name} уже есть`)

const Name = `${name[0]?.toUpperCase()}${name.slice(1)}`
const files: Record<string, string> = {
  'README.md': `# ${name}

What this module is for, in two sentences.

- Facts told: \`${name}.noted\`
- Facts heard: none
- Permissions: none
- Pack: none
`,
  'contract.ts': `import { Type } from 'typebox'
import { endpoint, fact } from '#kernel/contract/endpoint.ts'
import { defineRefusals, type Refuse } from '#kernel/contract/refusal.ts'

export const addNote = endpoint({
  name: 'add${Name}Note',
  method: 'POST',
  path: '/${name}/notes',
  access: 'anyone',
  summary: 'Keep a note',
  input: Type.Object({ text: Type.String({ minLength: 1, maxLength: 500 }) }),
  output: Type.Object({ id: Type.String() }),
})

export const noted = fact('${name}.noted', Type.Object({ id: Type.String() }))

export const refuse: Refuse<'${name}.blank'> = defineRefusals({ '${name}.blank': 400 })
`,
  'index.ts': `import { route } from '#kernel/server/http/route.ts'
import { newId } from '#kernel/server/id.ts'
import { defineModule } from '#kernel/server/module.ts'
import { addNote, noted, refuse } from './contract.ts'
import { isBlank } from './server/rules.ts'
import { type ${Name}Tables, noteWrites } from './server/store.ts'

/** What this module is for. */
export const ${name} = defineModule<${Name}Tables>()({
  name: '${name}',
  needs: {},
  start: ({ db, now }) => ({
    api: {},
    routes: [
      route(addNote, async ({ text }) => {
        if (isBlank(text)) refuse('${name}.blank')
        const id = newId('not', now())
        await db.write(async (tx) => {
          await noteWrites(tx).addNote({ id, text })
          await tx.record(noted, { id })
        })
        return { id }
      }),
    ],
  }),
})
`,
  'server/migrations/0001_init.sql': `create schema ${name};

create table ${name}.note (
  id   text primary key,
  text text not null
);
`,
  'server/rules.ts': `/** A note of spaces says nothing. */
export const isBlank = (text: string): boolean => text.trim() === ''
`,
  'server/store.ts': `import type { Tx } from '#kernel/server/db.ts'

export type ${Name}Tables = {
  '${name}.note': { id: string; text: string }
}

export function noteWrites({ sql }: Tx<${Name}Tables>) {
  return {
    async addNote(note: ${Name}Tables['${name}.note']): Promise<void> {
      await sql.insertInto('${name}.note').values(note).execute()
    },
  }
}
`,
  [`server/${name}.scenario.test.ts`]: `import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestCity, testCity } from '../../../tests/harness.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city.close())

test('a note is kept, and the city hears of it once', async () => {
  const kept = await city.ask(undefined, 'POST', '/api/${name}/notes', { text: 'hello' })
  expect(kept).toMatchObject({ status: 200, facts: ['${name}.noted'] })
})

test('a blank note is refused with a code', async () => {
  const refused = await city.ask(undefined, 'POST', '/api/${name}/notes', { text: '  ' })
  expect(refused).toMatchObject({ status: 400, body: { code: '${name}.blank' }, facts: [] })
})
`,
  'texts/ru.ftl': `${name}-blank = Заметка пуста\n`,
  'texts/en.ftl': `${name}-blank = The note is empty\n`,
}

for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
addToList()
addToPage()
tidy()
process.stdout.write(
  `modules/${name} готов. Дальше: npm run check, npm test -- modules/${name}; слова модуля — в docs/glossary.md\n`,
)

/** Import order and line breaks are Biome's business. */
function tidy(): void {
  const biome = join(rootDir, 'node_modules/@biomejs/biome/bin/biome')
  execFileSync(process.execPath, [biome, 'check', '--write', 'apps/modules.ts', `modules/${name}`], {
    cwd: rootDir,
    stdio: 'ignore',
  })
}

function addToList(): void {
  const path = join(rootDir, 'apps/modules.ts')
  const text = readFileSync(path, 'utf8')
  const [, listed] =
    /modules: readonly AnyModule\[\] = \[([^\]]*)\]/.exec(text) ?? end('apps/modules.ts: нет списка модулей')
  const names = [
    ...(listed ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    name,
  ]
  const imported = text.replace(
    /(import type \{ AnyModule \}[^\n]*\n)/,
    `import { ${name} } from '#modules/${name}/index.ts'\n$1`,
  )
  writeFileSync(
    path,
    imported.replace(/(modules: readonly AnyModule\[\] = )\[[^\]]*\]/, `$1[${names.join(', ')}]`),
  )
}

/** The page lists modules before channels; a docs test holds it to the list. */
function addToPage(): void {
  const path = join(rootDir, 'ARCHITECTURE.md')
  const text = readFileSync(path, 'utf8')
  const row = `| \`${name}\` | what it owns | words it brings |`
  writeFileSync(path, text.replace('\n\n| channel |', `\n${row}\n\n| channel |`))
}

function end(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

/**
 * The words of the platform: Fluent files beside the modules, one a language. A refusal `votes.closed`
 * finds its words under `votes-closed`; `votes-closed.next` says what to do.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'
import { type Lang, languages } from '#kernel/contract/text.ts'
import { rootDir } from './root.ts'

export interface Texts {
  /** The words of a message, or undefined when no language has it. */
  find(id: string, lang: Lang, values?: Record<string, FluentVariable>): string | undefined
  /** The words of a refusal: what happened, and what to do next. */
  ofRefusal(code: string, lang: Lang, values?: Record<string, unknown>): { title: string; next?: string }
}

/** Reads `texts/<lang>.ftl` of the kernel, of every module and channel, then of the pack, which may override. */
export function loadTexts(packDir?: string): Texts {
  const bundles = new Map<Lang, FluentBundle>()
  for (const lang of languages) {
    const bundle = new FluentBundle(lang, { useIsolating: false })
    for (const folder of textFolders(packDir)) {
      const file = join(folder, `${lang}.ftl`)
      if (existsSync(file))
        bundle.addResource(new FluentResource(readFileSync(file, 'utf8')), { allowOverrides: true })
    }
    bundles.set(lang, bundle)
  }
  const find: Texts['find'] = (id, lang, values = {}) => {
    const [name = '', attribute] = id.split('.', 2)
    for (const bundle of [bundles.get(lang), bundles.get('ru')]) {
      const message = bundle?.getMessage(name)
      const pattern = attribute ? message?.attributes[attribute] : message?.value
      if (bundle && pattern) return bundle.formatPattern(pattern, values, [])
    }
    return undefined
  }
  return {
    find,
    ofRefusal(code, lang, values = {}) {
      const id = code.replaceAll('.', '-')
      const shown = Object.fromEntries(
        Object.entries(values).filter(([, v]) => typeof v === 'string' || typeof v === 'number'),
      )
      const next = find(`${id}.next`, lang, shown as Record<string, FluentVariable>)
      return {
        title: find(id, lang, shown as Record<string, FluentVariable>) ?? code,
        ...(next !== undefined && { next }),
      }
    },
  }
}

function textFolders(packDir: string | undefined): string[] {
  const below = (folder: string) =>
    existsSync(join(rootDir, folder))
      ? readdirSync(join(rootDir, folder)).map((name) => join(rootDir, folder, name, 'texts'))
      : []
  return [
    join(rootDir, 'kernel/texts'),
    ...below('modules'),
    ...below('channels'),
    ...(packDir ? [join(packDir, 'texts')] : []),
  ]
}

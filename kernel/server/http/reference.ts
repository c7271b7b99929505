/** Reference pages made of contracts: every endpoint and every refusal, without a script. */
import type { FastifyInstance } from 'fastify'
import { type Endpoint, placeInput } from '#kernel/contract/endpoint.ts'
import { knownRefusals } from '#kernel/contract/refusal.ts'
import type { Lang } from '#kernel/contract/text.ts'
import type { Texts } from '../texts.ts'
import { pageHeaders } from './security.ts'

const words = {
  ru: {
    endpoints: 'Методы API',
    refusals: 'Отказы и их коды',
    who: { anyone: 'все', resident: 'вошедшие', may: 'сотрудники с правом' },
    columns: ['Метод', 'Адрес', 'Что делает', 'Кому', 'Поля'],
    codes: ['Код', 'HTTP', 'Что случилось', 'Что делать'],
  },
  en: {
    endpoints: 'Methods of the API',
    refusals: 'Refusals and their codes',
    who: { anyone: 'anyone', resident: 'signed in', may: 'staff who may' },
    columns: ['Method', 'Path', 'What it does', 'For whom', 'Fields'],
    codes: ['Code', 'HTTP', 'What happened', 'What to do'],
  },
} as const

/** `/reference` and `/errors`; the `type` of a problem document leads to its line of the latter. */
export function addReference(
  server: FastifyInstance,
  endpoints: readonly Endpoint[],
  texts: Texts,
  languageOf: (request: { headers: Record<string, unknown> }) => Lang,
): void {
  const pages = {
    '/reference': (lang: Lang) =>
      page(
        lang,
        words[lang].endpoints,
        words[lang].columns,
        endpoints.map((e) => endpointRow(e, lang)),
      ),
    '/errors': (lang: Lang) => page(lang, words[lang].refusals, words[lang].codes, refusalRows(texts, lang)),
  }
  for (const [path, draw] of Object.entries(pages)) {
    server.get(path, async (request, reply) => {
      const lang = languageOf(request)
      return reply
        .headers({ ...pageHeaders, 'content-language': lang, 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(draw(lang))
    })
  }
}

interface Row {
  readonly id: string
  readonly cells: readonly string[]
}

function endpointRow(e: Endpoint, lang: Lang): Row {
  const { who } = words[lang]
  const { path, query, body } = placeInput(e)
  const required = new Set((e.input as { required?: readonly string[] }).required ?? [])
  const fields = [...path, ...query, ...body].map((name) => (required.has(name) ? name : `${name}?`))
  const access = typeof e.access === 'string' ? who[e.access] : `${who.may} ${e.access.may}`
  return { id: e.name, cells: [e.method, `/api${e.path}`, e.summary, access, fields.join(', ')] }
}

function refusalRows(texts: Texts, lang: Lang): Row[] {
  return [...knownRefusals].sort().map(([code, status]) => {
    const { title, next } = texts.ofRefusal(code, lang)
    return { id: code, cells: [code, String(status), title, next ?? ''] }
  })
}

function page(lang: Lang, title: string, columns: readonly string[], rows: readonly Row[]): string {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
  const body = rows
    .map(
      ({ id, cells }) =>
        `<tr id="${escaped(id)}">${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><link rel="icon" href="/icon.svg">
<style>body{font:17px/1.45 system-ui,sans-serif;margin:24px;color:#1B1F24;background:#F4F6F8}
table{border-collapse:collapse;background:#fff}td,th{border:1px solid #D5DBE1;padding:8px 12px;text-align:left;vertical-align:top}
:target{background:#E1ECF9}main{overflow-x:auto}</style></head>
<body><main tabindex="0" aria-label="${escaped(title)}"><h1>${escaped(title)}</h1>
<table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></main></body></html>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

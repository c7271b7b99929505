/** Bad news on the wire: RFC 9457 problem documents in the caller's language. */
import localize from 'ajv-i18n'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { Refusal } from '#kernel/contract/refusal.ts'
import type { Lang } from '#kernel/contract/text.ts'
import type { Texts } from '../texts.ts'

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  /** What to do next. */
  readonly detail?: string
  readonly requestId: string
  readonly issues?: readonly { path: string; message: string }[]
  readonly [field: string]: unknown
}

/** The refusal hidden in any error the HTTP library raises, or undefined for a fault. */
export function toRefusal(error: unknown, lang: Lang): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error)) return undefined
  const { code, statusCode, validation } = error as Error & {
    code?: string
    statusCode?: number
    validation?: FastifySchemaValidationError[]
    validationContext?: string
  }
  if (validation) return new Refusal('input.invalid', 400, { issues: toIssues(validation, lang) })
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('input.too_large', 413)
  if (statusCode === 429) return new Refusal('rate.exceeded', 429)
  if (statusCode === 404) return new Refusal('path.unknown', 404)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Refusal('input.not_json', 400)
  return undefined
}

// The package is CommonJS with types of an ES module.
const localizers = localize as unknown as { ru(errors: FastifySchemaValidationError[]): void }

function toIssues(errors: FastifySchemaValidationError[], lang: Lang): { path: string; message: string }[] {
  if (lang === 'ru') localizers.ru(errors)
  return errors.map(({ instancePath, params, message, keyword }) => {
    const named = keyword === 'required' ? params['missingProperty'] : params['additionalProperty']
    const path = [
      ...instancePath.split('/').filter(Boolean),
      ...(typeof named === 'string' ? [named] : []),
    ].join('.')
    return { path, message: message ?? keyword }
  })
}

export function toProblem(refusal: Refusal, texts: Texts, lang: Lang, requestId: string): Problem {
  const { title, next } = texts.ofRefusal(refusal.code, lang, refusal.details)
  return {
    ...refusal.details,
    type: `/errors#${refusal.code}`,
    title,
    status: refusal.status,
    code: refusal.code,
    ...(next !== undefined && { detail: next }),
    requestId,
  }
}

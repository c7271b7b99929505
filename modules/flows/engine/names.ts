/** Which variables an expression or a text reads: dependencies, origin and privacy follow from it. */
import { compileExpression } from '#kernel/expression/expression.ts'
import { compileTemplate } from '#kernel/expression/template.ts'
import type { Words } from '../contract/flow.ts'

/** Names an expression reads; none when it cannot be read at all. */
export function namesOf(text: string | undefined): ReadonlySet<string> {
  const compiled = text === undefined ? undefined : compileExpression(text)
  return compiled?.ok ? compiled.expression.names : new Set()
}

/** Names in all forms of a text. */
export function namesInWords(words: Words | undefined): string[] {
  const texts = typeof words === 'string' ? [words] : Object.values(words ?? {})
  return texts.flatMap((text) => {
    const template = compileTemplate(text)
    return template.ok ? [...template.template.names] : []
  })
}

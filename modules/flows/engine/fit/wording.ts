/** Languages, expressions and names of a flow, each judged at its place. */

import { checkExpression, type Shapes } from '#kernel/expression/strict.ts'
import { compileTemplate } from '#kernel/expression/template.ts'
import type { FlowDocument, FlowProblem, Words } from '../../contract/flow.ts'
import { expressionsOf, type WordsPlace, wordsOf } from './places.ts'
import { elementOf, type Knowledge } from './shapes.ts'

/** Texts in every language of the flow, and what stands in their braces. */
export function problemsOfWords(flow: FlowDocument, shapes: Shapes): FlowProblem[] {
  return wordsOf(flow).flatMap((place) => [
    ...missingLanguages(flow, place),
    ...brokenTemplates(place, shapes),
  ])
}

function missingLanguages(flow: FlowDocument, { words, pointer }: WordsPlace): FlowProblem[] {
  if (typeof words === 'string') {
    const outside = words.replace(/\{\{.*?\}\}/gsu, '')
    if (!/\p{L}/u.test(outside)) return []
    return [
      {
        pointer,
        message: 'A text in one language only',
        cure: `Write it for each of: ${flow.lang.join(', ')}`,
      },
    ]
  }
  return flow.lang
    .filter((lang) => words[lang] === undefined || words[lang].trim() === '')
    .map((lang) => ({ pointer, message: `The language ${lang} is missing`, cure: `Add "${lang}"` }))
}

const textsOf = (words: Words): string[] => (typeof words === 'string' ? [words] : Object.values(words))

function brokenTemplates({ words, pointer, itOf }: WordsPlace, shapes: Shapes): FlowProblem[] {
  const known = itOf === undefined ? shapes : { ...shapes, it: elementOf(itOf, shapes) }
  return textsOf(words).flatMap((text) => {
    const template = compileTemplate(text)
    if (!template.ok) return [{ pointer, message: template.problem.message }]
    return template.template.parts.flatMap((part) => {
      const checked = typeof part === 'string' ? undefined : checkExpression(part.text, known)
      return checked && !checked.ok
        ? [
            {
              pointer,
              message: `{{ ${typeof part === 'string' ? '' : part.text} }}: ${checked.problem.message}`,
            },
          ]
        : []
    })
  })
}

/** Expressions outside texts, and services with their parameters. */
export function problemsOfExpressions(flow: FlowDocument, shapes: Shapes): FlowProblem[] {
  return expressionsOf(flow).flatMap(({ text, pointer, condition, itOf }) => {
    const checked = checkExpression(
      text,
      itOf === undefined ? shapes : { ...shapes, it: elementOf(itOf, shapes) },
    )
    if (!checked.ok) return [{ pointer, message: checked.problem.message }]
    const isYesNo = checked.shape === 'bool' || checked.shape === 'any'
    return condition && !isYesNo ? [{ pointer, message: 'A condition must be true or false' }] : []
  })
}

/** Services that do not exist, and parameters they do not take. */
export function problemsOfServices(flow: FlowDocument, { service, flow: flowBy }: Knowledge): FlowProblem[] {
  const problems: FlowProblem[] = []
  for (const [id, node] of Object.entries(flow.nodes)) {
    const pointer = `/nodes/${id}`
    if ('call' in node && flowBy && !flowBy(node.call))
      problems.push({ pointer: `${pointer}/call`, message: `No flow ${node.call}` })
    if (!('query' in node) || !service) continue
    const promise = service(node.query)
    if (!promise)
      problems.push({
        pointer: `${pointer}/query`,
        message: `No service ${node.query}`,
        cure: 'Name a dataset or a service of a module',
      })
    for (const name of Object.keys(node.with ?? {})) {
      if (!promise?.parameters || promise.parameters.has(name)) continue
      const known = [...promise.parameters].join(', ')
      problems.push({
        pointer: `${pointer}/with/${name}`,
        message: `${node.query} takes no ${name}`,
        cure: `It takes: ${known}`,
      })
    }
  }
  return problems
}

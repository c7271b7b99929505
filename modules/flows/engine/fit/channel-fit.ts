/** One node on one channel: does it fit, and if not, how does it get there (FLOWS.md 10, 11). */

import { checkExpression, type Shapes } from '#kernel/expression/strict.ts'
import { compileTemplate } from '#kernel/expression/template.ts'
import {
  type FlowDocument,
  type FlowNode,
  flowLimits,
  type PrivacyClass,
  type Words,
} from '../../contract/flow.ts'
import { asks } from '../asks/index.ts'
import { askTypeOf, classOf, declarationOf, highestClass, wordsIn } from '../document.ts'
import { namesInWords, namesOf } from '../names.ts'
import type { ChannelProfile } from '../profiles.ts'
import { toSpeech } from '../speak.ts'
import { elementOf } from './shapes.ts'

export type Verdict = 'fits' | 'paged' | 'linked' | 'refused'

export interface Judged {
  readonly verdict: Verdict
  readonly message?: string
  readonly cure?: string
}

const fits: Judged = { verdict: 'fits' }
const rank: Record<Verdict, number> = { fits: 0, paged: 1, linked: 2, refused: 3 }
const worse = (a: Judged, b: Judged): Judged => (rank[b.verdict] > rank[a.verdict] ? b : a)

export interface Judging {
  readonly flow: FlowDocument
  readonly shapes: Shapes
  readonly profile: ChannelProfile
}

export function judgeNode(judging: Judging, node: FlowNode): Judged {
  const verdicts: Judged[] = [fits, judgePrivacy(judging, node)]
  if ('ask' in node) {
    verdicts.push(judgeVoice(judging, node), judgeText(judging, node.text))
    for (const { label } of node.choices ?? []) verdicts.push(judgeLabel(judging, label))
    const count = node.choices?.length ?? (node.choicesFrom ? flowLimits.listItems : 0)
    if (count > judging.profile.options)
      verdicts.push({ verdict: 'paged', message: `${count} options, ${judging.profile.options} at once` })
  }
  if ('show' in node) verdicts.push(judgeText(judging, node.text), judgeItems(judging, node))
  if ('act' in node) verdicts.push(judgeText(judging, node.confirm), judgeText(judging, node.done))
  return verdicts.reduce(worse)
}

type AskNode = Extract<FlowNode, { ask: string }>
type ShowNode = Extract<FlowNode, { show: string }>

function judgeVoice({ flow, profile }: Judging, node: AskNode): Judged {
  if (!profile.speaks || asks[askTypeOf(flow, node)].byVoice) return fits
  const continues = Object.values(flow.nodes).some(
    (other) => 'act' in other && other.act === 'channel.continue',
  )
  if (continues) return { verdict: 'linked', message: 'Answered on another device' }
  return {
    verdict: 'refused',
    message: 'A speaker cannot answer this',
    cure: 'Offer to go on elsewhere with the act channel.continue',
  }
}

function judgePrivacy({ flow, profile }: Judging, node: FlowNode): Judged {
  const names =
    'ask' in node
      ? namesInWords(node.text)
      : 'show' in node
        ? namesOfShown(node)
        : 'act' in node
          ? [...namesInWords(node.confirm), ...namesInWords(node.done)]
          : []
  const highest = highestClass(names.map((name): PrivacyClass => classOf(flow, name)))
  if (highest === 'sensitive' && profile.speaks)
    return {
      verdict: 'refused',
      message: 'A sensitive value would be said aloud',
      cure: 'Show it on channels with a screen only',
    }
  if (highest !== 'public' && flow.scope === 'chat')
    return { verdict: 'refused', message: 'A personal value would be shown to a group' }
  return fits
}

const namesOfShown = ({ text, of, item }: ShowNode): string[] => [
  ...namesInWords(text),
  ...namesOf(of),
  ...namesInWords(item?.title),
  ...namesInWords(item?.text),
]

function judgeText(judging: Judging, words: Words | undefined): Judged {
  const length = words === undefined ? 0 : longest(judging, words, judging.shapes)
  if (length <= judging.profile.text) return fits
  return { verdict: 'paged', message: `Up to ${length} characters, ${judging.profile.text} in a message` }
}

/** Nothing is cut: a label that does not fit is refused. */
function judgeLabel(judging: Judging, words: Words): Judged {
  const length = longest(judging, words, judging.shapes)
  if (length <= judging.profile.label) return fits
  return {
    verdict: 'refused',
    message: `A label of ${length} characters, ${judging.profile.label} allowed`,
    cure: 'Shorten the label; long forms belong into "say"',
  }
}

function judgeItems(judging: Judging, node: ShowNode): Judged {
  const { profile, shapes } = judging
  if (node.show === 'text') return fits
  if (node.show === 'media' && profile.speaks && !node.text && !node.item?.text)
    return { verdict: 'linked', message: 'Only a picture: a link is said' }
  const known = { ...shapes, it: elementOf(node.of ?? '', shapes) }
  const item = [node.item?.title, node.item?.text].reduce(
    (sum, words) => sum + (words === undefined ? 0 : longest(judging, words, known)),
    0,
  )
  if (item > profile.text) return { verdict: 'paged', message: `An item of up to ${item} characters` }
  return node.show === 'card' ? fits : { verdict: 'paged', message: `${profile.items} items at once` }
}

/** The longest the text may become, in UTF-16 units: the fixed part and the worst of each expression. */
function longest({ flow, profile }: Judging, words: Words, shapes: Shapes): number {
  return Math.max(
    ...flow.lang.map((lang) => {
      const text = wordsIn(words, lang, flow)
      const template = compileTemplate(profile.speaks && lang === 'ru' ? speechOf(words, text) : text)
      if (!template.ok) return 0
      return template.template.parts.reduce(
        (sum, part) => sum + (typeof part === 'string' ? part.length : longestOf(flow, part.text, shapes)),
        0,
      )
    }),
  )
}

/** Speech is longer than writing: fixed parts are spelled out, expressions are left as they are. */
function speechOf(words: Words, text: string): string {
  if (typeof words === 'object' && words.tts !== undefined) return words.tts
  return text
    .split(/(\{\{.*?\}\})/su)
    .map((part) => (part.startsWith('{{') ? part : toSpeech(part)))
    .join(' ')
}

const lengths = { number: 24, bool: 3, instant: 24, word: 60, row: 200 }

function longestOf(flow: FlowDocument, text: string, shapes: Shapes): number {
  if (/^(?:plural|date|far|say|next_date)\(/u.test(text)) return lengths.word
  const checked = checkExpression(text, shapes)
  const shape = checked.ok ? checked.shape : 'any'
  if (shape === 'number' || shape === 'bool' || shape === 'instant') return lengths[shape]
  const names = [...namesOf(text)].filter((name) => name !== 'lang' && name !== 'me' && name !== 'caps')
  const [only] = names
  if (only !== undefined && names.length === 1 && text.trim() === only)
    return declarationOf(flow, only)?.max ?? flowLimits.textMax
  return lengths.row
}

export { toSpeech } from './engine/speak.ts'
export type { Delivery, Heard, Lang, Letter, Messenger, Occasion, Shown, Speaker, Written } from './server/channel.ts'
export { dayWords, distanceWords } from './server/measures.ts'
export { splitRanges, splitText } from './server/split-text.ts'

/** What screens above take from the bus. */
export { wordsOf } from './item-words.ts'
export { useItemsOfMany } from './use-items.ts'

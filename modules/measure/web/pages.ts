/** Whole pages of measure, fetched when opened. */
export { BoardPage } from './board-page.tsx'

/** Whole pages of the catalogue, fetched when opened. */
export { CoveragePage } from './coverage-page.tsx'

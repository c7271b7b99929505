/** Whole pages of the bus, fetched when opened. */
export { ApiPage } from './api-page.tsx'
export { ApisPage } from './apis-page.tsx'
export { AppPage } from './app-page.tsx'
export { AppsPage } from './apps-page.tsx'
export { SourcePage } from './source-page.tsx'
export { SourcesPage } from './sources-page.tsx'

/**
 * What the bus promises on the wire: datasets and how to read them, apps and keys of developers, sources
 * and runs for staff. Rows themselves are read by the raw routes of `contract/items.ts`.
 */
export * from './contract/apps.ts'
export * from './contract/datasets.ts'
export * from './contract/facts.ts'
export * from './contract/items.ts'
export * from './contract/refusals.ts'
export * from './contract/sources.ts'

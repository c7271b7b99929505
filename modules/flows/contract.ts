/** What the module promises: the form of a flow, the turn that goes in, the views that come out, the fact it tells. */
export * from './contract/facts.ts'
export * from './contract/flow.ts'
export * from './contract/refusals.ts'
export * from './contract/turn.ts'
export * from './contract/view.ts'

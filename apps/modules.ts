import type { AnyModule } from '#kernel/server/module.ts'

/** The one list of modules, from the ground up: a module may need only those above it. */
export const modules: readonly AnyModule[] = []

/** Surfaces residents use. They know flows and people; nothing knows them. */
export const channels: readonly AnyModule[] = []

import { alice } from '#channels/alice/index.ts'
import { telegram } from '#channels/telegram/index.ts'
import { web } from '#channels/web/index.ts'
import type { AnyModule } from '#kernel/server/module.ts'
import { bus } from '#modules/bus/index.ts'
import { cabinets } from '#modules/cabinets/index.ts'
import { catalogue } from '#modules/catalogue/index.ts'
import { flows } from '#modules/flows/index.ts'
import { geo } from '#modules/geo/index.ts'
import { measure } from '#modules/measure/index.ts'
import { people } from '#modules/people/index.ts'

/** The one list of modules, from the ground up: a module may need only those above it. */
export const modules: readonly AnyModule[] = [people, geo, bus, catalogue, flows, measure, cabinets]

/** Surfaces residents use. They know flows and people; nothing knows them. */
export const channels: readonly AnyModule[] = [web, telegram, alice]

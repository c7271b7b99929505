/**
 * The floors of the house. A file may import from its own room and from the floors below; never up, and
 * never sideways except where a module says `needs`. The order of modules is read from the one list.
 */
import { channels, modules } from '#apps/modules.ts'

export const floors = [
  'kernel/contract',
  'kernel/expression',
  'kernel/server',
  'kernel/web',
  'modules',
  'channels',
  'apps',
] as const

/** From the ground up. */
export const moduleOrder: readonly string[] = modules.map(({ name }) => name)
export const channelNames: readonly string[] = channels.map(({ name }) => name)

/** Words of a file name that say nothing about what is in it. */
export const emptyNames = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'shared',
  'base',
  'manager',
  'types',
  'constants',
  'interfaces',
]

/** Known exceptions, each with a reason. This list only shrinks. */
export const excused: Readonly<Record<string, string>> = {}

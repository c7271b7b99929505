/**
 * The menu is a flow like any other, made from the catalogue: one question whose options are the services. So
 * numbers, names, typing errors and presses are understood in it as everywhere.
 */
import type { Kit } from '#kernel/server/module.ts'
import type { ChannelName, FlowDocument } from '../contract/flow.ts'
import type { MenuEntry, Surroundings } from './surroundings.ts'
import type { FlowsTables } from './tables.ts'
import type { Version, Versions } from './versions.ts'

export const menuFlow = 'gorod-menu'

export function createMenu({ texts }: Kit<FlowsTables>, versions: Versions, around: Surroundings) {
  const inBoth = (id: string) => ({ ru: texts.find(id, 'ru') ?? id, en: texts.find(id, 'en') ?? id })

  const canPlay = (channel: ChannelName) => (entry: MenuEntry) =>
    versions.live(entry.flow)?.document.channels.includes(channel) ?? false

  function documentOf(entries: readonly MenuEntry[]): FlowDocument {
    const choices = entries.map(({ flow, title, icon }) => ({
      value: flow,
      label: { ru: title.ru, en: title.en ?? title.ru },
      ...(icon !== undefined && { icon }),
    }))
    return {
      gorod: 'flow/1',
      id: menuFlow,
      title: inBoth('flows-menu-title'),
      lang: ['ru', 'en'],
      channels: ['web', 'telegram', 'vk', 'max', 'alice', 'marusya'],
      in: { hello: { type: 'text', max: 400, class: 'public' } },
      start: 'pick',
      on: { help: inBoth('flows-menu-help'), unknown: inBoth('flows-menu-unknown') },
      nodes:
        choices.length > 0
          ? // Nobody is thrown out of the menu: a failed question is asked again.
            { pick: { ask: 'flow', type: 'choice', text: '{{ hello }}', choices, retries: 10, fail: 'pick' } }
          : { pick: { show: 'text', text: inBoth('flows-menu-empty') } },
    }
  }

  return {
    async version(channel: ChannelName): Promise<Version> {
      const entries = (await around.services(channel)).filter(canPlay(channel)).slice(0, 200)
      return versions.freeze(documentOf(entries))
    },

    /** What a bot says in a group: it speaks with people one by one. */
    groupNotice: (): Promise<Version> =>
      versions.freeze({
        gorod: 'flow/1',
        id: `${menuFlow}-group`,
        title: inBoth('flows-menu-title'),
        lang: ['ru', 'en'],
        channels: ['telegram', 'vk', 'max'],
        start: 'say',
        nodes: { say: { show: 'text', text: inBoth('flows-group') } },
      }),

    async find(phrase: string, channel: ChannelName): Promise<MenuEntry | undefined> {
      const found = await around.findService(phrase, channel)
      return found && canPlay(channel)(found) ? found : undefined
    },
  }
}

export type Menu = ReturnType<typeof createMenu>

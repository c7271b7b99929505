/**
 * Limits of the platforms (CHANNELS.md 3-5), as data for the publish gate and the channels. A limit the platform does not
 * state is marked and taken at its safe side.
 */
import type { ChannelName } from '../contract/flow.ts'
import type { Caps } from '../contract/turn.ts'

export interface ChannelProfile {
  readonly channel: ChannelName
  /** What the channel can do at best; the report of a turn only takes away. */
  readonly caps: Caps
  /** Spoken or shown text of one message, UTF-16 units. Longer text is paged. */
  readonly text: number
  /** Text beside a picture. */
  readonly caption: number
  /** Options shown at once; more are paged. */
  readonly options: number
  /** Label of an option, UTF-16 units; a longer one is refused, for a cut label is a lie. */
  readonly label: number
  /** Elements of a list shown at once; more are paged. */
  readonly items: number
  /** Bytes of a press. */
  readonly payload: number
  /** A form fits on one page. */
  readonly speaks: boolean
}

const text: Caps = {
  push: true,
  screen: true,
  speech: false,
  keyboard: false,
  inline: true,
  callback: true,
  carousel: false,
  geo: true,
  photo: true,
  links: true,
  app: false,
  edit: true,
  form: false,
}
const voice: Caps = {
  push: false,
  screen: false,
  speech: true,
  keyboard: false,
  inline: false,
  callback: false,
  carousel: false,
  geo: false,
  photo: false,
  links: false,
  app: false,
  edit: false,
  form: false,
}

export const profiles: Readonly<Record<ChannelName, ChannelProfile>> = {
  web: {
    channel: 'web',
    caps: { ...text, push: false, carousel: true, form: true },
    text: 20_000,
    caption: 20_000,
    options: 200,
    label: 200,
    items: 200,
    payload: 1024,
    speaks: false,
  },
  // Not stated: the length of a key label; 64 keeps it on one line of a phone.
  telegram: {
    channel: 'telegram',
    caps: { ...text, keyboard: true, app: true },
    text: 4096,
    caption: 1024,
    options: 8,
    label: 64,
    items: 8,
    payload: 64,
    speaks: false,
  },
  vk: {
    channel: 'vk',
    caps: { ...text, keyboard: true, app: true },
    text: 9000,
    caption: 9000,
    options: 8,
    label: 40,
    items: 8,
    payload: 255,
    speaks: false,
  },
  max: {
    channel: 'max',
    caps: { ...text, app: true },
    text: 4000,
    caption: 4000,
    options: 8,
    label: 128,
    items: 8,
    payload: 1024,
    speaks: false,
  },
  // Not stated: how many suggests a screen shows; a speaker names four and says «ещё».
  alice: {
    channel: 'alice',
    caps: voice,
    text: 1024,
    caption: 1024,
    options: 4,
    label: 64,
    items: 3,
    payload: 4096,
    speaks: true,
  },
  marusya: {
    channel: 'marusya',
    caps: voice,
    text: 1024,
    caption: 1024,
    options: 4,
    label: 64,
    items: 3,
    payload: 4096,
    speaks: true,
  },
}

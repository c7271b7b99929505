import { Check } from 'typebox/value'
import { House } from '../../contract/turn.ts'
import { toJson } from '../state.ts'
import { type AskBlock, none } from './ask-block.ts'

/** The reason a city engine differs from a shop engine: an address is resolved to a building once. */
export const houseAsk: AskBlock = {
  type: 'house',
  hint: { ru: 'Назовите улицу и номер дома.', en: 'Name the street and the house number.' },
  hintBy: (example) => ({
    ru: `Назовите адрес, например: ${example}.`,
    en: `Name the address, for example: ${example}.`,
  }),
  byVoice: true,
  options: ({ me }) => me.homes.map((home) => ({ value: toJson(home), label: home.short, say: [home.full] })),
  accept: (value) => (Check(House, value) ? value : undefined),
  understand: (input) => {
    if (input.kind === 'location') return { kind: 'resolve', geo: { lat: input.lat, lon: input.lon } }
    return input.kind === 'phrase' && input.text.trim() !== ''
      ? { kind: 'resolve', text: input.text.trim() }
      : none
  },
}

import { Check } from 'typebox/value'
import { Point } from '#kernel/contract/geo.ts'
import { type AskBlock, none } from './ask-block.ts'

/** A place: shared by the device, or an address in words. */
export const locationAsk: AskBlock = {
  type: 'location',
  hint: {
    ru: 'Пришлите место на карте или назовите улицу и дом.',
    en: 'Share a place or name the street and the house.',
  },
  byVoice: true,
  accept: (value) => (Check(Point, value) ? { lat: value.lat, lon: value.lon } : undefined),
  understand: (input) => {
    if (input.kind === 'location') return { kind: 'value', value: { lat: input.lat, lon: input.lon } }
    return input.kind === 'phrase' && input.text.trim() !== ''
      ? { kind: 'resolve', text: input.text.trim() }
      : none
  },
}

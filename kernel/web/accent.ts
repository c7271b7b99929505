/**
 * The accent of a region as a whole set of theme colours, readable on both papers. A pack names any colour; its
 * hue is kept, its lightness gives way until words in it, and words on it, have a contrast of 4.5 to 1. Pure.
 */
export type Rgb = readonly [number, number, number]
export type Tokens = Readonly<Record<`--g-${string}`, string>>

const papers = {
  light: { card: [255, 255, 255], page: [244, 246, 248], hover: [238, 241, 244] },
  dark: { card: [30, 34, 38], page: [20, 23, 26], hover: [40, 45, 51] },
} as const
const onAccent: Record<'light' | 'dark', Rgb> = { light: [255, 255, 255], dark: [16, 21, 27] }
const enough = 4.5

export function accentTokens(accent: string, scheme: 'light' | 'dark'): Tokens | undefined {
  const asked = parseHex(accent)
  if (!asked) return undefined
  const { card, page, hover } = papers[scheme]
  const towards = scheme === 'light' ? -1 : 1
  for (let step = 0; step <= 100; step += 1) {
    const colour = lighter(asked, (towards * step) / 100)
    const soft = mix(card, colour, scheme === 'light' ? 0.12 : 0.2)
    const grounds = [card, page, hover, soft, onAccent[scheme]]
    if (grounds.every((ground) => contrast(colour, ground) >= enough)) {
      return {
        '--g-accent': hex(colour),
        '--g-accent-hover': hex(lighter(colour, towards * 0.07)),
        '--g-accent-soft': hex(soft),
        '--g-on-accent': hex(onAccent[scheme]),
      }
    }
  }
  return undefined
}

export function parseHex(text: string): Rgb | undefined {
  const [, r, g, b] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text) ?? []
  if (r === undefined || g === undefined || b === undefined) return undefined
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)]
}

/** As WCAG counts it: from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The same hue and saturation, another lightness; grey stays grey. */
function lighter(colour: Rgb, by: number): Rgb {
  const parts = colour.map((part) => part / 255)
  const [low, high] = [Math.min(...parts), Math.max(...parts)]
  const before = (low + high) / 2
  const after = Math.min(1, Math.max(0, before + by))
  const room = (lightness: number) => 1 - Math.abs(2 * lightness - 1)
  const stretch = room(before) === 0 ? 0 : room(after) / room(before)
  const [r = 0, g = 0, b = 0] = parts.map((part) => Math.round(255 * (after + (part - before) * stretch)))
  return [r, g, b]
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  blend(from[0], to[0], share),
  blend(from[1], to[1], share),
  blend(from[2], to[2], share),
]
const blend = (from: number, to: number, share: number) => Math.round(from + (to - from) * share)

const hex = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`

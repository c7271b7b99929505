import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentTokens, contrast, parseHex } from './accent.ts'

const rgb = (text: string | undefined) => parseHex(text ?? '') ?? [0, 0, 0]

test('a dark enough accent is taken as it is', () => {
  expect(accentTokens('#1A5FB4', 'light')?.['--g-accent']).toBe('#1a5fb4')
  expect(accentTokens('#1B6B3A', 'light')?.['--g-accent']).toBe('#1b6b3a')
})

test('any colour becomes readable on both papers, in words and under words', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(
      fc.tuple(byte, byte, byte),
      fc.constantFrom('light' as const, 'dark' as const),
      (parts, scheme) => {
        const asked = `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
        const tokens = accentTokens(asked, scheme)
        const accent = rgb(tokens?.['--g-accent'])
        const card = rgb(scheme === 'light' ? '#ffffff' : '#1e2226')
        expect(contrast(accent, card)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(accent, rgb(tokens?.['--g-accent-soft']))).toBeGreaterThanOrEqual(4.5)
        expect(contrast(accent, rgb(tokens?.['--g-on-accent']))).toBeGreaterThanOrEqual(4.5)
      },
    ),
  )
})

test('what is no colour changes nothing', () => {
  expect(accentTokens('red', 'light')).toBeUndefined()
})

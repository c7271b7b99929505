import { expect, test } from 'vitest'
import { curlOf } from './curl.ts'

test('an address with a quote stays one argument of the shell', () => {
  expect(curlOf("https://x.example/items?text=o'clock", false)).toBe(
    "curl 'https://x.example/items?text=o'\\''clock'",
  )
})

test('a key is named, never told', () => {
  expect(curlOf('https://x.example/items', true)).toContain('Bearer $GOROD_KEY')
})

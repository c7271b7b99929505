import { expect, test } from 'vitest'
import { mergeKept } from './merge-kept.ts'

const merge = (account: string[], device: string[], before: string[]) =>
  mergeKept(account, device, before, (id) => id)

test('a first meeting loses nothing', () => {
  expect(merge([], ['home'], [])).toEqual(['home'])
  expect(merge(['office'], ['home', 'office'], [])).toEqual(['office', 'home'])
})

test('what was removed on another device does not come back', () => {
  expect(merge(['office'], ['office', 'home'], ['office', 'home'])).toEqual(['office'])
})

test('what was added here without a network joins the account', () => {
  expect(merge(['office'], ['dacha', 'office'], ['office'])).toEqual(['office', 'dacha'])
})

import { expect, test } from 'vitest'
import { holds } from './studio-sections.ts'

test.each([
  [['bus.manage'], true],
  [['bus.*'], true],
  [['*'], true],
  [['bus.read'], false],
  [['business.*'], false],
  [[], false],
])('of %j a person may manage the bus: %s', (permissions, may) => {
  expect(holds(permissions, 'bus.manage')).toBe(may)
})

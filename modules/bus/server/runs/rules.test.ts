import { describe, expect, test } from 'vitest'
import type { OriginName } from '../../contract.ts'
import type { SourceFile } from '../definition/source.ts'
import { chooseOrigin, judge, maySeed, retryInMinutes } from './rules.ts'

const source = (...names: OriginName[]): SourceFile => ({
  id: 's',
  name: { ru: 'S' },
  owner: { ru: 'S' },
  dataset: 'd',
  key: ['id'],
  origins: names.map((name) => ({ name, transport: { kind: 'file' }, decoder: { kind: 'csv' }, ops: [] })),
  schedule: { everyMinutes: 60 },
})

describe('which origin is read', () => {
  test.each<[OriginName[], boolean, OriginName | undefined, number, OriginName]>([
    [['mirror', 'city', 'pack'], true, 'pack', 0, 'mirror'],
    [['mirror', 'city', 'pack'], false, 'pack', 0, 'city'],
    [['city', 'pack'], true, 'pack', 3, 'city'],
    [['city', 'pack'], false, 'city', 9, 'city'],
    [['mirror', 'pack'], false, 'pack', 0, 'pack'],
    [['pack'], false, undefined, 0, 'pack'],
    [['mirror'], false, undefined, 0, 'mirror'],
    // Nothing was ever good and the city fails: the table of the pack is better than nothing.
    [['city', 'pack'], false, undefined, 1, 'pack'],
    [['city', 'pack'], false, undefined, 0, 'city'],
  ])('%j, mirror %s, now %s, failures %i: %s', (names, mirror, current, failures, origin) => {
    expect(chooseOrigin(source(...names), { mirror, current, failures })).toBe(origin)
  })

  test.each<[OriginName[], OriginName | undefined, boolean]>([
    [['city', 'pack'], undefined, true],
    [['city', 'pack'], 'pack', true],
    [['city', 'pack'], 'city', false],
    [['city', 'pack'], 'mirror', false],
    [['city'], undefined, false],
  ])('%j with rows of %s: seeded from the pack? %s', (names, current, may) => {
    expect(maySeed(source(...names), current)).toBe(may)
  })
})

describe('may an answer replace the rows', () => {
  const guards = { shrinkPercent: 50, rejectPercent: 50 }
  test.each([
    [{ kept: 10, rejected: 0, current: 0 }, 'good'],
    [{ kept: 0, rejected: 0, current: 0 }, 'empty_answer'],
    [{ kept: 0, rejected: 0, current: 10 }, 'empty_answer'],
    [{ kept: 0, rejected: 7, current: 10 }, 'all_rejected'],
    [{ kept: 5, rejected: 0, current: 10 }, 'good'],
    [{ kept: 4, rejected: 0, current: 10 }, 'shrunk'],
    [{ kept: 5, rejected: 5, current: 10 }, 'good'],
    [{ kept: 10, rejected: 11, current: 10 }, 'too_many_rejects'],
    [{ kept: 4, rejected: 0, current: 10, forced: true }, 'good'],
    [{ kept: 0, rejected: 0, current: 10, forced: true }, 'empty_answer'],
    [{ kept: 0, rejected: 3, current: 10, forced: true }, 'all_rejected'],
  ])('%o → %s', (outcome, expected) => {
    const verdict = judge({ read: 0, forced: false, ...outcome }, guards)
    expect(verdict === 'good' ? verdict : verdict.code).toBe(expected)
  })
})

test.each([
  [1, 1440, 5],
  [2, 1440, 10],
  [5, 1440, 80],
  [99, 1440, 1440],
  [1, 2, 2],
])(
  'after %i failures of a source read every %i min, the next try is in %i min',
  (failures, every, minutes) => {
    expect(retryInMinutes(failures, every)).toBe(minutes)
  },
)

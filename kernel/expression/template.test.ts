import { describe, expect, test } from 'vitest'
import type { Moment } from './expression.ts'
import { checkExpression, type Shapes } from './strict.ts'
import { compileTemplate, renderTemplate } from './template.ts'

const at: Moment = { now: new Date('2026-03-12T07:00:00Z'), timeZone: 'Europe/Moscow', lang: 'ru' }

describe('templates', () => {
  test.each([
    ['без выражений', 'без выражений'],
    ['{{ n }} {{ plural(n, "место", "места", "мест") }}', '3 места'],
    ["{{ {'a': {'b': 1}}.a.b }}", '1'],
    ["{{ '}}' }}!", '}}!'],
    ['{{ x }}', '2,4'],
    ['[{{ nothing }}]', '[]'],
    ['{{ yes }}', 'да'],
    ['{{ kinds }}', 'бумага, стекло'],
  ])('%s', (text, expected) => {
    const scope = { n: 3, x: 2.4, nothing: null, yes: true, kinds: ['бумага', 'стекло'] }
    expect(renderTemplate(text, scope, at)).toEqual({ ok: true, text: expected })
  })

  test.each([['{{ o }}'], ['{{ n'], ['{{ }}'], ['{{ zz }}'], ['{{ 1 + }}']])('%s says why not', (text) => {
    expect(renderTemplate(text, { o: {} }, at).ok).toBe(false)
  })

  test('a template knows its names', () => {
    const template = compileTemplate('{{ a }} и {{ b.c }}')
    expect(template.ok && [...template.template.names]).toEqual(['a', 'b'])
  })
})

describe('before publishing', () => {
  const house = { fields: { id: 'text', geo: { fields: { lat: 'number', lon: 'number' } } } } as const
  const shapes = {
    house,
    items: { list: { fields: { name: 'text', n: 'number', geo: 'any' } } },
    sub: 'bool',
    n: 'number',
    now: 'instant',
    me: { fields: { homes: { list: house } } },
  } satisfies Shapes

  test.each([
    'items.size() == 0',
    'me.homes.size() > 0 ? me.homes[0] : null',
    'house == null',
    'n == 1',
    'n in [1, 2]',
    'items[0].n + 1',
    'house.?geo',
    "date(now, 'd MMM')",
    '!sub && items.exists(i, i.name.contains("x"))',
    'distance(house.geo, items[0].geo)',
    "plural(n, 'a', 'b', 'c')",
    'house.geo.lat > 59.0',
    "items.map(i, i.name).join(', ')",
  ])('%s passes', (text) => expect(checkExpression(text, shapes)).toMatchObject({ ok: true }))

  test.each([
    ['hose.id', 'unknown_name'],
    ['house.name', 'no_such_key'],
    ['items.exists(i, i.nam == "x")', 'no_such_key'],
    ['me.homes[0].short', 'no_such_key'],
    ['items.filter(i, i.n > 1)[0].zz', 'no_such_key'],
    ['n && sub', 'type'],
    ["n == 'a'", 'type'],
    ['house.id + n', 'type'],
    ['n.x', 'no_such_key'],
    ['items.name', 'no_such_key'],
    ['n.exists(i, i > 1)', 'type'],
    ["plural('a', 'b', 'c')", 'type'],
    ['items.filter(i, i.name)', 'type'],
    ['(', 'parse'],
  ])('%s is %s', (text, code) =>
    expect(checkExpression(text, shapes)).toMatchObject({ ok: false, problem: { code } }),
  )

  test('the shape of the result is known', () => {
    expect(checkExpression('items.filter(i, i.n > 1)', shapes)).toMatchObject({
      ok: true,
      shape: shapes.items,
    })
    expect(checkExpression("'a' + 'b'", shapes)).toEqual({ ok: true, shape: 'text' })
  })
})

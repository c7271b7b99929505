import { run } from '@bufbuild/cel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileExpression, evaluateText, isVariableName, type Moment } from './expression.ts'

const at: Moment = { now: new Date('2026-03-12T07:00:00Z'), timeZone: 'Europe/Moscow', lang: 'ru' }
const scope = {
  age: 5,
  count: 5n,
  nothing: null,
  absent: undefined,
  s: 'Лиговский',
  list: [1, 2, 3],
  items: [
    { a: 1, name: 'x' },
    { a: 2, name: 'y' },
  ],
  o: { x: 1 },
  a: { lat: 59.93, lon: 30.36 },
  b: { lat: 59.94, lon: 30.36 },
  now: at.now,
}

const resultOf = (text: string, from: Record<string, unknown> = scope) => {
  const result = evaluateText(text, from, at)
  return result.ok ? result.value : `! ${result.problem.code}`
}

describe('values', () => {
  test.each([
    ['age + 1', 6],
    ['1 + age', 6],
    ['age - 1', 4],
    ['age * 2', 10],
    ['10 / age', 2],
    ['age % 2', 1],
    ['count + 1', 6],
    ['count + age', 10],
    ['10 / 3', 3],
    ['10.0 / 3.0', 10 / 3],
    ['age == 5', true],
    ['5 == age', true],
    ['age in [5]', true],
    ['items.size()', 2],
    ['items.size() == 0', false],
    ['items.map(i, i.a + 1)', [2, 3]],
    ['items.filter(i, i.a > 1)', [{ a: 2, name: 'y' }]],
    ['items.exists(i, i.name == "y")', true],
    ['nothing == null', true],
    ['has(o.x)', true],
    ['has(o.y)', false],
    ["o.?y.orValue('нет')", 'нет'],
    ['{"k": 1}', { k: 1 }],
    ["'привет😀'.size()", 7],
    ['string(5.0)', '5'],
    ['now', '2026-03-12T07:00:00.000Z'],
    ["now - timestamp('2026-03-12T05:00:00Z') > duration('1h')", true],
  ])('%s', (text, expected) => expect(resultOf(text)).toEqual(expected))
})

describe('functions', () => {
  test.each([
    ["plural(22, 'заявка', 'заявки', 'заявок')", 'заявки'],
    ["plural(11, 'заявка', 'заявки', 'заявок')", 'заявок'],
    ["plural(age, 'год', 'года', 'лет')", 'лет'],
    ["plural(items.size(), 'год', 'года', 'лет')", 'года'],
    ["plural(1.5, 'час', 'часа', 'часов')", 'часа'],
    ["date('2026-03-12', 'd MMMM, EEE')", '12 марта, чт'],
    ["date(now, 'd MMM HH:mm')", '12 мар 10:00'],
    ["date('2026-03-12T22:30:00Z', 'dd.MM.yyyy H:mm')", '13.03.2026 1:30'],
    ['date(now, "\'в\' H")', 'в 10'],
    ["date('2026-03-12T10:00', 'HH:mm')", '10:00'],
    ["date('завтра', 'd')", '! failed'],
    ["date(now, 'Q')", '! failed'],
    ["date('2026-02-30', 'd')", '! failed'],
    ['distance(a, b)', 1112],
    ['distance(a, o)', '! failed'],
    ['far(349)', '350 м'],
    ['far(40.4)', '40 м'],
    ['far(2400)', '2,4 км'],
    ['far(999)', '1 км'],
    ['far(12345)', '12 км'],
    ['say(42)', 'сорок два'],
    ['say(2.5)', 'две целых пять десятых'],
    ['round(2.6)', 3],
    ['next_date(3, 12)', '2026-03-12'],
    ['next_date(3, 11)', '2027-03-11'],
    ['next_date(2, 29)', '2028-02-29'],
    ['next_date(2, 30)', '! failed'],
    ["s.like('^Лиг')", true],
    ["s.like('(')", '! failed'],
    ["'a; b;;c'.parts(';')", ['a', 'b', 'c']],
    ["'1,5'.replace(',', '.')", '1.5'],
    ["'a'.replace('a', '$&')", '$&'],
    ["wkt_lat('POINT (30.36 59.93)')", 59.93],
    ["wkt_lon('SRID=4326;POINT(30.36 59.93)')", 30.36],
    ["wkt_lat('LINESTRING(1 2)')", '! failed'],
  ])('%s', (text, expected) => expect(resultOf(text)).toEqual(expected))

  test.each([
    [0, 'ноль'],
    [-3, 'минус три'],
    [11, 'одиннадцать'],
    [100, 'сто'],
    [1000, 'одна тысяча'],
    [2022, 'две тысячи двадцать два'],
    [1_000_001, 'один миллион один'],
    [21_000_000, 'двадцать один миллион'],
    [0.01, 'ноль целых одна сотая'],
    [1.1, 'одна целая одна десятая'],
  ])('say %s', (n, words) => expect(resultOf('say(n)', { n })).toBe(words))
})

describe('safeguards', () => {
  test.each([
    ['absent', 'unknown_name'],
    ['zz', 'unknown_name'],
    ['o.zz', 'no_such_key'],
    ['items[9]', 'no_such_key'],
    ['o.constructor', 'no_such_key'],
    ['o.toString()', 'type'],
    ['o.__proto__', 'no_such_key'],
    ['__proto__', 'parse'],
    ['s.length', 'no_such_key'],
    ['1.0 / 0.0', 'not_finite'],
    ['1 / 0', 'not_finite'],
    ['9223372036854775807', 'not_finite'],
    ["'a' + 1", 'type'],
    ['age ? 1 : 2', 'type'],
    ["s.matches('(a+)+$')", 'refused'],
    ["s.split('')", 'refused'],
    ['cel.bind(x, s + s, x + x)', 'refused'],
    ['items.map(i, items.map(j, items.map(k, k)))', 'refused'],
    ['[s].map(x, x+x+x+x).map(x, x+x+x+x).map(x, x+x+x+x).map(x, x+x+x+x)', 'refused'],
    ['as', 'parse'],
    ['(', 'parse'],
    ['', 'parse'],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 'parse'],
    [`[${'1,'.repeat(300)}1]`, 'parse'],
  ])('%s is refused', (text, code) => expect(resultOf(text)).toBe(`! ${code}`))

  test('lists of more than 200 elements never reach an expression', () => {
    expect(resultOf('l.size()', { l: Array.from({ length: 201 }, () => 1) })).toBe('! too_large')
    expect(resultOf('l.size()', { l: Array.from({ length: 200 }, () => 1) })).toBe(200)
  })

  test('the worst accepted expressions end within 50 ms', () => {
    const items = Array.from({ length: 200 }, (_, n) => ({ a: n, b: 'x'.repeat(50) }))
    const accepted = [
      'items.map(i, items.map(j, i.a * j.a + 1).size()).size()',
      'items.filter(i, items.exists(j, j.a == i.a && j.b == i.b && i.a == 500)).size()',
      "items.map(i, i.b.parts('x').size()).size()",
      "items.filter(i, i.b.like('(x+x+)+y')).size()",
    ]
    for (const text of accepted) {
      expect(compileExpression(text).ok).toBe(true)
      evaluateText(text, { items }, at)
      const times = [1, 2, 3, 4, 5].map(() => {
        const started = performance.now()
        evaluateText(text, { items }, at)
        return performance.now() - started
      })
      expect(Math.min(...times), text).toBeLessThan(50)
    }
  })

  test('a variable may not take a name of the language, the library or Gorod', () => {
    for (const name of ['as', 'list', 'me', 'now', 'it', '__proto__', '1a', '', 'имя'])
      expect(isVariableName(name), name).toBe(false)
    for (const name of 'house kind items from sub size timestamp duration date time text number choice count name rating channel'.split(
      ' ',
    )) {
      expect(isVariableName(name), name).toBe(true)
      expect(resultOf(name, { [name]: 'x' }), name).toBe('x')
    }
  })

  test('an expression knows the names it reads, not those of its macros', () => {
    const compiled = compileExpression('items.exists(i, i.a == limit) && has(o.x)')
    expect(compiled.ok && [...compiled.expression.names].sort()).toEqual(['items', 'limit', 'o'])
  })
})

const atoms = [
  'age',
  'o',
  's',
  'items',
  'list',
  'now',
  'nothing',
  '1',
  '2.5',
  "'а'",
  'true',
  'null',
  'i',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
]
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '<',
  '&&',
  '||',
  '!',
  '?',
  ':',
  '.',
  '.?',
  ' in ',
  '.map(i,',
  '.filter(i,',
  '.size()',
  "'",
  'say(',
  'date(',
]

describe('any text', () => {
  test('never throws and never runs long', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(fc.constantFrom(...atoms, ...operators), { maxLength: 25 }).map((p) => p.join('')),
    )
    fc.assert(
      fc.property(text, (source) => {
        const result = evaluateText(source, scope, at)
        if (result.ok) JSON.stringify(result.value)
        else expect(result.problem.message).toBeTruthy()
      }),
      { numRuns: 3000, seed: 7 },
    )
  })

  test('equal values come from a second engine', () => {
    const number = fc.constantFrom('n', 'm', '1.0', '2.5')
    const text = fc.constantFrom("'а'", "'б'", 's')
    const { condition } = fc.letrec<{ condition: string; sum: string }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 3 },
        number,
        fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map((p) => `(${p.join(' ')})`),
      ),
      condition: fc.oneof(
        { maxDepth: 3 },
        fc
          .tuple(tie('sum'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('sum'))
          .map((p) => p.join(' ')),
        fc.tuple(text, fc.constantFrom('==', '!='), text).map((p) => p.join(' ')),
        fc
          .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
          .map((p) => `(${p.join(' ')})`),
        tie('condition').map((c) => `!(${c})`),
        tie('sum').map((x) => `l.exists(i, i > ${x})`),
        tie('sum').map((x) => `l.filter(i, i > ${x}).size() > 1`),
      ),
    }))
    const values = { n: 3.5, m: -2, s: 'а', l: [1.5, 2, 7] }
    let compared = 0
    fc.assert(
      fc.property(condition, (source) => {
        const ours = evaluateText(source, values, at)
        expect(ours.ok, source).toBe(true)
        expect(ours.ok && ours.value, source).toBe(run(source, values))
        compared++
      }),
      { numRuns: 500, seed: 11 },
    )
    expect(compared).toBe(500)
  })
})

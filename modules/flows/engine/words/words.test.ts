import { describe, expect, test } from 'vitest'
import { isOneTypoAway, matchExactly, matchLoosely } from '../match.ts'
import type { OpenOption } from '../state.ts'
import { commandOf } from './commands.ts'
import { parseDate, parseTime } from './days.ts'
import { parseNumber, parseOrdinal } from './numbers.ts'
import { parseYesNo } from './plain-words.ts'

// Thursday, 12 March 2026, 10:00 in Moscow.
const clock = { now: new Date('2026-03-12T07:00:00Z'), timeZone: 'Europe/Moscow' }

test.each([
  ['22', 22],
  ['двадцать два', 22],
  ['нас двадцать два человека', 22],
  ['две тысячи триста пять', 2305],
  ['сто', 100],
  ['тысяча', 1000],
  ['1 500', 1500],
  ['-3,5', -3.5],
  ['минус три', -3],
  ['полтора', 1.5],
  ['5 тысяч', 5000],
  ['two hundred five', 205],
  ['ноль', 0],
  ['два три', undefined],
  ['3 или 4', undefined],
  ['много', undefined],
  ['68к1', undefined],
  ['', undefined],
  ['двадцать два миллиона', 22e6],
])('«%s» is the number %s', (text, n) => expect(parseNumber(text)).toBe(n))

test.each([
  ['второй', 2],
  ['вторая', 2],
  ['2-й', 2],
  ['третье', 3],
  ['третьего', 3],
  ['двадцать первое', 21],
  ['second', 2],
  ['номер пятый', 5],
  ['пять', undefined],
  ['вторник', undefined],
  ['первомай', undefined],
])('«%s» is the ordinal %s', (text, n) => expect(parseOrdinal(text)).toBe(n))

test.each([
  ['завтра', '2026-03-13'],
  ['послезавтра', '2026-03-14'],
  ['третьего мая', '2026-05-03'],
  ['3 мая', '2026-05-03'],
  ['1 марта', '2027-03-01'],
  ['двадцать первого апреля', '2026-04-21'],
  ['3 мая 2028 года', '2028-05-03'],
  ['03.05', '2026-05-03'],
  ['31.12.25', '2025-12-31'],
  ['2026-02-30', undefined],
  ['в пятницу', '2026-03-13'],
  ['в четверг', '2026-03-19'],
  ['через три дня', '2026-03-15'],
  ['через неделю', '2026-03-19'],
  ['29 февраля', '2028-02-29'],
  ['tomorrow', '2026-03-13'],
  ['May 3', '2026-05-03'],
  ['31 июня', undefined],
  ['когда-нибудь', undefined],
])('«%s» is the day %s', (text, day) => expect(parseDate(text, clock)).toBe(day))

test.each([
  ['в семь вечера', '19:00'],
  ['19:30', '19:30'],
  ['7 pm', '19:00'],
  ['в полдень', '12:00'],
  ['в 9 утра', '09:00'],
  ['двенадцать ночи', '00:00'],
  ['час дня', '13:00'],
  ['7 часов 15 минут', '07:15'],
  ['25:00', undefined],
  ['скоро', undefined],
])('«%s» is the time %s', (text, time) => expect(parseTime(text)).toBe(time))

test.each([
  ['Да!', true],
  ['ага', true],
  ['не надо', false],
  ['Нет, спасибо', false],
  ['yes', true],
  ['может быть', undefined],
])('«%s» is %s', (text, answer) => expect(parseYesNo(text)).toBe(answer))

test.each([
  ['Помощь', 'help'],
  ['Что ты умеешь?', 'help'],
  ['назад', 'back'],
  ['ещё', 'more'],
  ['/start', 'menu'],
  ['первая помощь', undefined],
])('«%s» calls %s', (text, command) => expect(commandOf(text)).toBe(command))

describe('matching', () => {
  const option = (value: string, label: string, ...say: string[]): OpenOption => ({ value, label, say })
  const options = [
    option('paper', 'Бумага', 'картон'),
    option('glass', 'Стекло'),
    option('battery', 'Батарейки', 'аккумуляторы'),
    option('3', 'Пластик'),
    option('lamp', 'Лампы'),
    option('lamella', 'Ламели'),
  ]
  test.each([
    ['paper', 0],
    ['бумага', 0],
    ['Картон.', 0],
    ['2', 1],
    ['два', 1],
    ['номер два', 1],
    ['3', 3],
    ['батарейки', 2],
  ])('«%s» is option %s exactly', (text, index) =>
    expect(matchExactly(text, options)).toEqual({ kind: 'one', index }),
  )

  test.each([
    ['второй', 1],
    ['бат', 2],
    ['бамага', 0],
    ['стеколо', 1],
    ['тсекло', 1],
    ['акумуляторы', 2],
  ])('«%s» is option %s after all', (text, index) =>
    expect(matchLoosely(text, options)).toEqual({ kind: 'one', index }),
  )

  test.each([['ба'], ['дерево'], [''], ['99'], ['бумажка']])('«%s» is none', (text) => {
    expect([matchExactly(text, options), matchLoosely(text, options)]).toEqual([
      { kind: 'none' },
      { kind: 'none' },
    ])
  })

  test('two options at one level are both asked', () =>
    expect(matchLoosely('лам', options)).toEqual({ kind: 'several', indexes: [4, 5] }))
  test('short words are never guessed', () => expect(isOneTypoAway('дом', 'том')).toBe(false))
})

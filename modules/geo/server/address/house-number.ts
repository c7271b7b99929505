/**
 * House numbers as they are written: «50», «68к1», «24 лит. А», «10/118», «28-30», «3к2 стр. 1».
 * A corpus and a building part houses; a литера is a mark of the register, most people never name it.
 */

export interface HouseNumber {
  /** One, or every number of «111-113-115». */
  readonly numbers: readonly number[]
  readonly letter?: string
  /** Number along the crossing street: 118 in «10/118». */
  readonly crossing?: string
  readonly corpus?: string
  readonly building?: string
  readonly litera?: string
}

export type Token = string

/** Words, numbers and the signs that mean something in an address. */
export const tokensOf = (folded: string): Token[] => folded.match(/\d+|\p{L}+|[/\-,]/gu) ?? []

const isNumber = (token: Token | undefined): token is Token => token !== undefined && /^\d{1,4}$/.test(token)
const isLetter = (token: Token | undefined): token is Token =>
  token !== undefined && /^[а-яa-z]$/u.test(token)

const houseWords = new Set(['д', 'дом', 'house', 'dom', 'bld'])
const corpusWords = new Set(['к', 'корп', 'корпус', 'кор', 'k', 'korp', 'korpus'])
const buildingWords = new Set(['с', 'ст', 'стр', 'строение', 'str'])
const literaWords = new Set(['лит', 'литер', 'литера', 'лиит'])
const innerWords = new Set(
  'кв квартира кварт flat apt под подъезд парадная пар этаж эт оф офис пом помещение комн комната'.split(' '),
)

/** Latin look-alikes typed in place of Russian letters: 68A. */
const lookAlikes = new Map([...'abcekmhoptx'].map((letter, at) => [letter, [...'авсекмнортх'][at] ?? letter]))
const letterOf = (token: Token): string => (lookAlikes.get(token) ?? token).toUpperCase()

interface Read {
  readonly house: HouseNumber
  /** Index after the last token of the house. */
  readonly end: number
  /** A word «дом» stood before the number. */
  readonly isMarked: boolean
}

type Draft = { -readonly [K in keyof HouseNumber]: HouseNumber[K] } & { numbers: number[] }

/** Reads a house that starts exactly at this token. */
export function readHouseAt(tokens: readonly Token[], start: number): Read | undefined {
  let at = start
  const isMarked = houseWords.has(tokens[at] ?? '')
  if (isMarked) at++
  const first = tokens[at]
  if (!isNumber(first) || Number(first) === 0) return undefined
  const house: Draft = { numbers: [Number(first)] }
  at = readMain(tokens, at + 1, house)
  for (let next = readPart(tokens, at, house); next > at; next = readPart(tokens, at, house)) at = next
  return { house, end: at, isMarked }
}

/** Letter, range and crossing right after the number. */
function readMain(tokens: readonly Token[], from: number, house: Draft): number {
  let at = from
  const takeLetter = () => {
    const token = tokens[at]
    if (
      !isLetter(token) ||
      (isNumber(tokens[at + 1]) && (corpusWords.has(token) || buildingWords.has(token)))
    )
      return
    house.letter = letterOf(token)
    at++
  }
  takeLetter()
  for (;;) {
    const [sign, next] = [tokens[at], tokens[at + 1]]
    if (sign === '/' && isNumber(next) && !house.crossing) {
      at += 2
      const letter = tokens[at]
      const hasLetter = isLetter(letter) && !isNumber(tokens[at + 1])
      house.crossing = next + (hasLetter ? letterOf(letter) : '')
      if (hasLetter) at++
    } else if (sign === '-' && isNumber(next)) {
      // «28-30» is one long house; «50-12» is house 50, flat 12.
      const last = house.numbers.at(-1) ?? 0
      if (Number(next) > last && Number(next) - last <= 40) house.numbers.push(Number(next))
      at += 2
      if (!house.letter) takeLetter()
    } else return at
  }
}

/** One of «к2», «корпус 2», «стр. 1», «лит. А», «кв. 7», with an optional comma before it. */
function readPart(tokens: readonly Token[], from: number, house: Draft): number {
  const at = tokens[from] === ',' ? from + 1 : from
  const [word = '', value] = [tokens[at], tokens[at + 1]]
  if (innerWords.has(word)) return isNumber(value) ? at + 2 : at + 1
  if (corpusWords.has(word) && isNumber(value)) {
    const letter = tokens[at + 2]
    const hasLetter = isLetter(letter) && !isNumber(tokens[at + 3])
    house.corpus = value + (hasLetter ? letterOf(letter) : '')
    return at + (hasLetter ? 3 : 2)
  }
  if (corpusWords.has(word) && word.length > 1 && isLetter(value)) {
    house.corpus = letterOf(value)
    return at + 2
  }
  if (buildingWords.has(word) && isNumber(value)) {
    house.building = value
    return at + 2
  }
  const glued = /^лит(?:ера)?([а-я])$/u.exec(word)?.[1]
  if (glued) {
    house.litera = letterOf(glued)
    return at + 1
  }
  if (literaWords.has(word) && isLetter(value)) {
    house.litera = letterOf(value)
    return at + 2
  }
  return from
}

/** How people write it: «68к1», «24 лит. А», «3к2 стр. 1». */
export function showHouse(house: HouseNumber): string {
  return (
    house.numbers.join('-') +
    (house.letter ?? '') +
    (house.crossing ? `/${house.crossing}` : '') +
    (house.corpus ? `к${house.corpus}` : '') +
    (house.building ? ` стр. ${house.building}` : '') +
    (house.litera ? ` лит. ${house.litera}` : '')
  )
}

/** A whole text that is nothing but a house, as in a table of addresses. */
export function parseHouse(folded: string): HouseNumber | undefined {
  const tokens = tokensOf(folded)
  const read = readHouseAt(tokens, 0)
  return read && read.end === tokens.length ? read.house : undefined
}

/**
 * How a known house answers the one that was asked for: `exact`; `fits` when the question was less precise
 * («68» for 68к1); `starts` while the number is still being typed; `near` for a neighbour by number.
 */
export type HouseFit = { readonly kind: 'exact' | 'fits' | 'starts' | 'near'; readonly score: number }

export function fitHouse(asked: HouseNumber, known: HouseNumber): HouseFit | undefined {
  const [number = 0] = asked.numbers
  const low = Math.min(...known.numbers)
  const high = Math.max(...known.numbers)
  const isSame =
    asked.numbers.length === known.numbers.length && asked.numbers.every((n) => known.numbers.includes(n))
  const isInside = number >= low && number <= high && (number - low) % 2 === 0
  if (isSame || isInside) return fitParts(asked, known, isSame ? 1 : 0.97)
  if (asked.numbers.length === 1 && String(low).startsWith(String(number)))
    return { kind: 'starts', score: 0.5 - 0.02 * Math.min(10, known.corpus ? 5 : 0) - low / 100_000 }
  const steps = Math.min(Math.abs(number - low), Math.abs(number - high))
  const sameSide = (number - low) % 2 === 0 ? 0 : 1
  return steps <= 20 ? { kind: 'near', score: 0.4 - 0.01 * (steps + sameSide) } : undefined
}

function fitParts(asked: HouseNumber, known: HouseNumber, start: number): HouseFit {
  let score = start
  let isLess = false
  let isOther = false
  const weigh = (
    wanted: string | undefined,
    has: string | undefined,
    missingCosts: number,
    parts: boolean,
  ) => {
    if (wanted === has) return
    if (wanted === undefined) {
      score -= missingCosts
      isLess ||= parts
    } else if (parts || has !== undefined) isOther = true
    else score -= missingCosts
  }
  const namesLitera =
    asked.letter !== undefined && known.letter === undefined && asked.letter === known.litera
  weigh(namesLitera ? undefined : asked.letter, known.letter, 0.15, true)
  weigh(asked.corpus, known.corpus, 0.2, true)
  weigh(asked.building, known.building, 0.2, true)
  weigh(asked.litera, known.litera, namesLitera ? 0.01 : 0.04, false)
  weigh(asked.crossing, known.crossing, 0.03, false)
  if (isOther) return { kind: 'near', score: 0.42 }
  return { kind: isLess ? 'fits' : 'exact', score: Math.max(0.45, score) }
}

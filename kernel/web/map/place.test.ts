import { expect, test } from 'vitest'
import { filterPlaces, reaches } from './place.ts'

const places = [
  { id: '1', title: 'Приём батареек', text: 'Лиговский пр., 50', distanceM: 300 },
  { id: '2', title: 'Чёрная речка', text: 'метро', distanceM: 900 },
  { id: '3', title: 'Экобокс', distanceM: 1500 },
  { id: '4', title: 'Пункт приёма', text: 'батарейки, лампы', distanceM: 2600 },
]
const ids = (found: { id: string }[]) => found.map(({ id }) => id)

test('every word must occur, in the name or in the line below it', () => {
  expect(ids(filterPlaces(places, { text: 'прием бата' }))).toEqual(['1', '4'])
  expect(ids(filterPlaces(places, { text: 'прием лиговский' }))).toEqual(['1'])
  expect(ids(filterPlaces(places, { text: 'ЧЕРНАЯ' }))).toEqual(['2'])
  expect(ids(filterPlaces(places, { text: '  ' }))).toHaveLength(4)
})

test('a reach keeps what is near and drops what has no distance', () => {
  expect(ids(filterPlaces([...places, { id: '5', title: 'Где-то' }], { withinM: 1000 }))).toEqual(['1', '2'])
})

test('only reaches that change something are offered', () => {
  expect(reaches(places)).toEqual([500, 1000, 2000])
  expect(reaches(places.map((place) => ({ ...place, distanceM: 100 })))).toEqual([])
  expect(reaches(places.slice(0, 3))).toEqual([])
})

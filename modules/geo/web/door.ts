/** What screens above take from geo. */
export { CityMap } from './city-map.tsx'
export type { PickedHouse } from './house.ts'
export { HousePicker } from './house-picker.tsx'
export { PointPicker } from './point-picker.tsx'

/** What screens above take from geo. */
export { CityMap } from './city-map.tsx'
export { HousePicker } from './house-picker.tsx'
export { PointPicker } from './point-picker.tsx'
export { useDistrictName, useHouse } from './use-geo.ts'

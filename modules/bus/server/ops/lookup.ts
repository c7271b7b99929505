import { Type } from 'typebox'
import { FieldName, NewFieldName, op } from './op.ts'

/** The district a place lies in; an empty text outside the region. */
export const lookup = op({
  name: 'lookup',
  schema: Type.Object(
    {
      op: Type.Literal('lookup'),
      kind: Type.Literal('district'),
      lat: FieldName,
      lon: FieldName,
      into: NewFieldName,
    },
    { additionalProperties: false },
  ),
  start:
    (spec, { districtOf }) =>
    (row) => {
      const [lat, lon] = [row[spec.lat], row[spec.lon]]
      if (!isDegrees(lat, 90) || !isDegrees(lon, 180))
        return { code: 'no_place', field: spec.lat, message: 'нет координат' }
      return [{ ...row, [spec.into]: districtOf({ lat, lon }) ?? '' }]
    },
})

const isDegrees = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Math.abs(value) <= most

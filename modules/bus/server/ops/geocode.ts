import { Type } from 'typebox'
import { FieldName, NewFieldName, op } from './op.ts'

/** The place of an address. Rows that have one keep it; an address that is not surely one house is not guessed. */
export const geocode = op({
  name: 'geocode',
  schema: Type.Object(
    {
      op: Type.Literal('geocode'),
      address: FieldName,
      lat: NewFieldName,
      lon: NewFieldName,
      /** Field for the id of the building. */
      building: Type.Optional(NewFieldName),
    },
    { additionalProperties: false },
  ),
  start:
    (spec, { findAddress }) =>
    async (row) => {
      if (typeof row[spec.lat] === 'number' && typeof row[spec.lon] === 'number') return [row]
      const address = row[spec.address]
      if (typeof address !== 'string' || address.trim() === '')
        return { code: 'no_address', field: spec.address, message: 'нет адреса' }
      const found = await findAddress(address)
      if (!found)
        return {
          code: 'address_unclear',
          field: spec.address,
          message: `«${address.slice(0, 80)}» не один дом`,
        }
      const { lat, lon } = found.geo
      return [
        { ...row, [spec.lat]: lat, [spec.lon]: lon, ...(spec.building && { [spec.building]: found.id }) },
      ]
    },
})

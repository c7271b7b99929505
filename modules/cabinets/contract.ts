/** What a screen must know of its region before anything else: the name on the door and a phone to call. */
import { type Static, Type } from 'typebox'
import { endpoint } from '#kernel/contract/endpoint.ts'
import { Point } from '#kernel/contract/geo.ts'
import { Text } from '#kernel/contract/text.ts'

export const Region = Type.Object({
  id: Type.String(),
  name: Text,
  /** IANA name: dates on every screen follow this clock. */
  timeZone: Type.String(),
  centre: Point,
  /** Where a person answers. */
  phone: Type.Optional(Type.Object({ number: Type.String(), title: Text })),
  accent: Type.Optional(Type.String()),
  /** An address as residents write it. */
  example: Type.Optional(Type.String()),
})
export type Region = Static<typeof Region>

export const getRegion = endpoint({
  name: 'getRegion',
  method: 'GET',
  path: '/region',
  access: 'anyone',
  summary: 'The region this installation serves',
  input: Type.Object({}),
  output: Region,
})

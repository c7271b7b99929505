/** The tables of measure as SQL names them. */
import type { Generated, Kysely } from 'kysely'
import type { Dimension, PeopleCell, RollUp, Sort, Touch } from '../rules.ts'

export type MeasureTables = {
  'measure.touch': {
    seq: Generated<number>
    at: Date
    sort: Sort
    service: string
    version: number | null
    role: string
    need: string
    channel: string
    kind: Touch['kind']
    outcome: string
    started: boolean
    calls: number
    session: string | null
  }
  'measure.roll_up': { [D in Dimension]: string } & {
    grain: RollUp['grain']
    bucket: string
    sort: Sort
    touches: number
    started: number
    finished: number
  }
  'measure.salt': { month: string; salt: Buffer }
  'measure.mark': { hash: Buffer; month: string }
  'measure.people_count': {
    bucket: string
    dimension: PeopleCell['dimension']
    value: string
    people: number
  }
  'measure.staff': { person_id: string }
}

export type Sql = Kysely<MeasureTables>

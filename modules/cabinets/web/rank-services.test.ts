import { expect, test } from 'vitest'
import { rankServices } from './rank-services.ts'

const often = (role: string, mid: number) => ({ role, perYear: { mid }, share: { mid: 1 } })
const needs = [
  { id: 'vet', title: { ru: 'Найти ветеринара' }, roles: [often('pet-owner', 2)] },
  { id: 'school', title: { ru: 'Узнать школу' }, roles: [often('parent', 1)] },
  { id: 'metro', title: { ru: 'Найти метро' }, roles: [often('resident', 50)] },
]
const services = [
  { id: 'my-home', roles: ['resident'], needs: ['school', 'metro'] },
  { id: 'my-pet', roles: ['pet-owner'], needs: ['vet'] },
  { id: 'dates', roles: ['culture'], needs: [] },
]
const order = (by: { roles: string[]; recent: string[] }) =>
  rankServices(services, needs, by).map(({ service }) => service.id)

test('without roles the most frequent need leads, and nothing is hidden', () => {
  expect(order({ roles: [], recent: [] })).toEqual(['my-home', 'my-pet', 'dates'])
})

test('services of a chosen role come first, with the need as the reason', () => {
  const ranked = rankServices(services, needs, { roles: ['pet-owner'], recent: [] })
  expect(ranked.map(({ service, need }) => [service.id, need?.id])).toEqual([
    ['my-pet', 'vet'],
    ['my-home', undefined],
    ['dates', undefined],
  ])
})

test('what was used last stands before all, the newest first', () => {
  expect(order({ roles: ['pet-owner'], recent: ['dates', 'my-home'] })).toEqual([
    'dates',
    'my-home',
    'my-pet',
  ])
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPack, openPack } from '#kernel/server/pack.ts'
import { packParts } from './pack-parts.ts'

const manifest = {
  gorod: 'pack/1',
  id: 'test',
  name: { ru: 'Тест' },
  timeZone: 'Europe/Moscow',
  languages: ['ru'],
  centre: { lat: 60, lon: 30 },
  bounds: [29, 59, 31, 61],
}
const role = {
  id: 'resident',
  title: { ru: 'Я здесь живу' },
  icon: 'home',
  note: { ru: '' },
  audience: { people: 10, year: 2026, source: 'оценка' },
}
const link = {
  role: 'resident',
  perYear: { low: 1, mid: 2, high: 3 },
  share: { low: 0.1, mid: 0.2, high: 0.3 },
  source: 'оценка',
}
const need = { id: 'pharmacy', title: { ru: 'Найти аптеку' }, roles: [link] }
const covers = {
  need: 'pharmacy',
  degree: 'partial',
  part: 0.5,
  why: { ru: 'без часов' },
  assuredOn: '2026-11-22',
}
const service = {
  id: 'nearby',
  title: { ru: 'Что рядом' },
  summary: { ru: 'Ближайшее' },
  flow: 'nearby',
  owner: { ru: 'Комитет' },
  roles: ['resident'],
  needs: ['pharmacy'],
  channels: ['web'],
  keywords: ['аптека'],
  icon: 'map',
  cost: { ru: 'Бесплатно' },
  coverage: [covers],
}

interface Broken {
  roles?: unknown
  needs?: unknown
  services?: unknown
  dataset?: unknown
  flows?: readonly string[]
}

function problemsOf(broken: Broken): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'gorod-pack-'))
  const json = (path: string, value: unknown) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), JSON.stringify(value, null, 1))
  }
  json('pack.json', manifest)
  json('catalogue/roles.json', broken.roles ?? [role])
  json('catalogue/needs.json', broken.needs ?? [need])
  json('catalogue/services.json', broken.services ?? [service])
  json(
    'datasets/pharmacies.json',
    broken.dataset ?? { id: 'pharmacies', roles: ['resident'], needs: ['pharmacy'] },
  )
  for (const flow of broken.flows ?? ['nearby']) json(`flows/${flow}.flow.json`, {})
  const problems = checkPack(openPack(folder), packParts)
  rmSync(folder, { recursive: true })
  for (const { cure, line } of problems) {
    expect(cure).not.toBe('')
    expect(line).toBeGreaterThan(0)
  }
  return problems.map(({ file, message }) => `${file} ${message}`)
}

test('a good pack has no mistakes', () => expect(problemsOf({})).toEqual([]))
test('services may be told before the first flow is there', () =>
  expect(problemsOf({ flows: [] })).toEqual([]))

test.each<[string, Broken, RegExp]>([
  ['a role twice', { roles: [role, role] }, /roles\.json id «resident» повторяется/],
  [
    'a need of an unknown role',
    { needs: [{ ...need, roles: [{ ...link, role: 'nobody' }] }] },
    /needs\.json роли «nobody» нет/,
  ],
  [
    'a role named twice in a need',
    { needs: [{ ...need, roles: [link, link] }] },
    /роль «resident» названа дважды/,
  ],
  [
    'a range out of order',
    { needs: [{ ...need, roles: [{ ...link, perYear: { low: 3, mid: 2, high: 1 } }] }] },
    /оценка 3 – 2 – 1 не по порядку/,
  ],
  [
    'a share above one',
    { needs: [{ ...need, roles: [{ ...link, share: { low: 10, mid: 20, high: 30 } }] }] },
    /доля больше единицы/,
  ],
  [
    'an unknown role of a service',
    { services: [{ ...service, roles: ['nobody'] }] },
    /services\.json роли «nobody» нет/,
  ],
  [
    'coverage of a need that the service does not name',
    { services: [{ ...service, coverage: [{ ...covers, need: 'other' }] }] },
    /«other» нет среди needs/,
  ],
  [
    'a degree that contradicts its part',
    { services: [{ ...service, coverage: [{ ...covers, degree: 'full' }] }] },
    /степень full не сходится с долей 0\.5/,
  ],
  [
    'a date that does not exist',
    { services: [{ ...service, coverage: [{ ...covers, assuredOn: '2026-13-45' }] }] },
    /даты 2026-13-45 не бывает/,
  ],
  ['an unknown district', { services: [{ ...service, districts: ['north'] }] }, /района «north» нет/],
  [
    'an unknown dataset',
    { services: [{ ...service, datasets: ['schools'] }] },
    /набора данных «schools» нет/,
  ],
  ['a flow that is not there', { flows: ['other'] }, /сценария flows\/nearby\.flow\.json нет/],
  [
    'a dataset for an unknown role',
    { dataset: { id: 'pharmacies', roles: ['nobody'] } },
    /datasets\/pharmacies\.json роли «nobody» нет/,
  ],
  [
    'a dataset for an unknown need',
    { dataset: { id: 'pharmacies', needs: ['nothing'] } },
    /потребности «nothing» нет/,
  ],
])('%s is named', (_, broken, message) =>
  expect(problemsOf(broken)).toEqual([expect.stringMatching(message)]),
)

/** What stays with a person: where the device is, homes kept on it and in the account, and their deletion. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from './browser.ts'
import { beginJourney, chooseHome, isSound, type Journey, signIn } from './journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await beginJourney()
})
afterAll(() => journey.end())

const here = { latitude: 59.9273, longitude: 30.3608 }
const homeOf = (page: Page) => page.getByRole('region', { name: 'Мой дом' }).getByRole('heading')
const homesOf = async (page: Page): Promise<string[]> => {
  const kept = await page.evaluate('JSON.parse(localStorage.getItem("gorod.homes") ?? "[]")')
  return (kept as { short: string }[]).map(({ short }) => short)
}

test('the device says where it is, and the nearest house becomes the home', async () => {
  const { browser, root, city } = journey
  const { page, context } = await visit(browser, 'phone', { geolocation: here })
  await page.goto(root)
  await page.getByRole('button', { name: 'Определить моё место' }).click()
  const asked = `/api/geo/nearest?lat=${here.latitude}&lon=${here.longitude}`
  const { building } = (await city.ask(undefined, 'GET', asked)).body
  await expect.poll(() => homeOf(page).textContent()).toBe(building.short)
  await context.close()
})

test('a device that keeps its place to itself is no dead end', async () => {
  const { browser, root } = journey
  const { page, context } = await visit(browser, 'phone')
  await page.goto(root)
  await page.getByRole('button', { name: 'Определить моё место' }).click()
  await page.getByText(/Браузер не разрешил узнать место. Введите адрес/).waitFor()
  await context.close()
})

const noWebGl = `{
  const real = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return String(kind).startsWith('webgl') ? null : real.call(this, kind, ...rest)
  }
}`

test.each([
  ['drawn by WebGL', '', '.g-map canvas'],
  ['drawn without WebGL', noWebGl, '.g-map__surface svg'],
])('a house is picked by a press on the map %s', async (how, script, surface) => {
  const { browser, root } = journey
  const { page, context, complaints } = await visit(browser, 'phone')
  await context.addInitScript(script)
  await page.goto(root)
  await page.getByRole('button', { name: 'Указать на карте' }).click()
  const map = page.locator(surface)
  await map.waitFor()
  await isSound(page, `pick-${how.replaceAll(' ', '-')}`)
  // The middle of the map is the middle of the city. The first press may come before the map listens.
  await expect
    .poll(async () => {
      await map.click({ timeout: 500 }).catch(() => undefined)
      return homeOf(page).count()
    })
    .toBe(1)
  expect((await homesOf(page)).length).toBe(1)
  await page.reload()
  await homeOf(page).waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('homes of two devices meet in the account, and a third device has both', async () => {
  const { browser, root } = journey
  const first = await visit(browser, 'phone')
  await chooseHome(first.page, root)
  await signIn(first.page, journey, 'anna')
  await expect.poll(() => homesOf(first.page)).toEqual(['Лиговский пр., 50'])

  const second = await visit(browser, 'desktop', { geolocation: { latitude: 59.9716, longitude: 30.3228 } })
  await second.page.goto(root)
  await second.page.getByRole('button', { name: 'Определить моё место' }).click()
  await homeOf(second.page).waitFor()
  const [other] = await homesOf(second.page)
  await signIn(second.page, journey, 'anna')
  const both = ['Лиговский пр., 50', other].toSorted()
  await expect.poll(async () => (await homesOf(second.page)).toSorted()).toEqual(both)

  const third = await visit(browser, 'phone')
  await signIn(third.page, journey, 'anna')
  await expect.poll(async () => (await homesOf(third.page)).toSorted()).toEqual(both)
  await third.page.goto(`${root}/me`)
  await third.page.getByText('anna@example.org').first().waitFor()
  await isSound(third.page, 'my-data')
  for (const { context } of [first, second, third]) await context.close()
})

test('«Мои данные» deletes everything from the device, and nothing before it is confirmed', async () => {
  const { browser, root } = journey
  const { page, context } = await visit(browser, 'phone')
  await chooseHome(page, root)
  await page.goto(`${root}/me`)
  await page.getByRole('button', { name: 'Удалить всё с устройства' }).click()
  await page.getByRole('button', { name: 'Отменить' }).click()
  expect(await homesOf(page)).toEqual(['Лиговский пр., 50'])
  await page.getByRole('button', { name: 'Удалить всё с устройства' }).click()
  await page.getByRole('button', { name: 'Да, удалить' }).click()
  await page.getByRole('combobox', { name: 'Адрес вашего дома' }).waitFor()
  expect(await homesOf(page)).toEqual([])
  await context.close()
})

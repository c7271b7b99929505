/** A resident: an address, what is near, a service, its answer on a map; and the touch on the board. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCity, testCity } from '../harness.ts'
import { openBrowser, picture, seriousFindings, sideways, visit, widths } from './browser.ts'

let city: TestCity
let browser: Browser
let root: string
beforeAll(async () => {
  city = await testCity({ background: true })
  root = await city.listen()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await city.close()
})

/** Every screen: nothing serious for axe, nothing to scroll sideways. */
async function isSound(page: Page, name: string): Promise<void> {
  await picture(page, name)
  expect(await seriousFindings(page), name).toEqual([])
  expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

async function chooseHome(page: Page): Promise<void> {
  await page.goto(root)
  // By keyboard alone, as with a screen reader.
  await page.getByRole('combobox', { name: 'Адрес вашего дома' }).fill('лиговка 50')
  await page.getByRole('option', { name: /Лиговский пр\., 50$/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('Лиговский пр., 50').first().waitFor()
}

describe.each(widths)('at %s width', (width) => {
  test('an address is chosen by keyboard, and what is near stands in a list and on the map', async () => {
    const { page, context, complaints } = await visit(browser, width)
    await page.goto(root)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await isSound(page, `home-empty-${width}`)
    await chooseHome(page)
    await page
      .getByText(/\d+ м$/)
      .first()
      .waitFor()
    await isSound(page, `home-${width}`)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a service answers for the chosen home with distances and the age of its data', async () => {
    const { page, context, complaints } = await visit(browser, width)
    await chooseHome(page)
    await page.goto(`${root}/s/clinic-mfc`)
    await page.getByRole('button', { name: 'МФЦ', exact: true }).click()
    await page
      .getByText(/Источник:/)
      .first()
      .waitFor()
    await page
      .getByText(/\d+ м|\d,\d км/)
      .first()
      .waitFor()
    await isSound(page, `service-${width}`)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the same address in another browser opens the same service in English', async () => {
    const { page, context } = await visit(browser, width, { locale: 'en-GB' })
    await page.goto(`${root}/s/memorable-dates`)
    await page.getByRole('heading', { level: 1, name: 'Memorable dates' }).waitFor()
    await isSound(page, `service-english-${width}`)
    await context.close()
  })
})

test('every service of the pack plays on the web to its first answer or question', async () => {
  const { page, context, complaints } = await visit(browser, 'phone')
  await chooseHome(page)
  const found = (await city.ask(undefined, 'GET', '/api/catalogue/services')).body
  const services = found.items.map(
    ({ service }: { service: { id: string; title: { ru: string } } }) => service,
  )
  expect(services.length).toBeGreaterThanOrEqual(8)
  for (const { id, title } of services) {
    await page.goto(`${root}/s/${id}`)
    await page.getByRole('heading', { level: 1, name: title.ru }).waitFor()
    await page
      .getByText(/Источник:|\?$/)
      .first()
      .waitFor()
    await isSound(page, `service-${id}`)
  }
  expect(complaints).toEqual([])
  await context.close()
})

test('a touch of the browser is on the board once the facts are heard', async () => {
  const board = async () => (await city.ask('vera', 'GET', '/api/measure/board')).body
  const touchesOf = (found: { channels: { id: string; touches?: number }[] }) =>
    found.channels.find(({ id }) => id === 'web')?.touches ?? 0
  const before = touchesOf(await board())
  const { page, context } = await visit(browser, 'phone')
  await page.goto(`${root}/s/memorable-dates`)
  await page
    .getByText(/Источник:/)
    .first()
    .waitFor()
  await expect.poll(async () => touchesOf(await board()), { timeout: 15_000 }).toBe(before + 1)
  await context.close()
})

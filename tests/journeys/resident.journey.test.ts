/** A resident: an address, what is near, a service, its answer on a map; and the touch on the board. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visit, widths } from './browser.ts'
import { beginJourney, chooseHome, isSound, type Journey, tabTo } from './journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await beginJourney()
})
afterAll(() => journey.end())

describe.each(widths)('at %s width', (width) => {
  test('an address is chosen by keyboard, and what is near stands in a list and on the map', async () => {
    const { browser, root } = journey
    const { page, context, complaints } = await visit(browser, width)
    await page.goto(root)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await isSound(page, `home-empty-${width}`)
    await chooseHome(page, root)
    const near = page.getByText(/\d+ м$/).first()
    await near.waitFor()
    const top = (await near.boundingBox())?.y ?? Number.POSITIVE_INFINITY
    expect(top, 'what is near begins on the first screen').toBeLessThan(page.viewportSize()?.height ?? 0)
    if (width === 'desktop') await page.getByRole('button', { name: 'Показать всё' }).waitFor()
    await isSound(page, `home-${width}`)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a service answers for the chosen home, its list and its map speak of the same places', async () => {
    const { browser, root } = journey
    const { page, context, complaints } = await visit(browser, width)
    await chooseHome(page, root)
    await page.goto(`${root}/s/clinic-mfc`)
    await page.getByRole('button', { name: 'МФЦ', exact: true }).click()
    await page
      .getByText(/Источник:/)
      .first()
      .waitFor()
    const first = page.getByRole('button', { name: /МФЦ .*км|МФЦ .*\d м/ }).first()
    await first.click()
    await expect.poll(() => first.getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('link', { name: /^\+7/ }).first().waitFor()
    if (width === 'phone') await page.getByText('Карта', { exact: true }).click()
    await page.locator('.g-map__pin--lit').waitFor()
    await isSound(page, `service-${width}`)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the same address in another browser opens the same service in English', async () => {
    const { browser, root } = journey
    const { page, context } = await visit(browser, width, { locale: 'en-GB' })
    await page.goto(`${root}/s/memorable-dates`)
    await page.getByRole('heading', { level: 1, name: 'Memorable dates' }).waitFor()
    await isSound(page, `service-english-${width}`)
    await context.close()
  })
})

test('every service of the pack plays on the web to its first answer or question', async () => {
  const { browser, root, city } = journey
  const { page, context, complaints } = await visit(browser, 'phone')
  await chooseHome(page, root)
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

test('«Мой дом» names the district and what is nearest to the house', async () => {
  const { browser, root } = journey
  const { page, context } = await visit(browser, 'phone')
  await chooseHome(page, root)
  await page.goto(`${root}/s/my-home`)
  await page.getByRole('heading', { name: 'Центральный район' }).waitFor()
  await page.getByText('Лиговка-Ямская').first().waitFor()
  await page
    .getByText(/^\d+ м$/)
    .first()
    .waitFor()
  await context.close()
})

test('a whole service is walked by keyboard alone, there and back', async () => {
  const { browser, root } = journey
  const { page, context } = await visit(browser, 'desktop')
  await chooseHome(page, root)
  await page.goto(`${root}/s/sports-grounds`)
  await page.getByRole('button', { name: 'Тренажёры' }).waitFor()
  await tabTo(page, /^Тренажёры$/)
  await page.keyboard.press('Enter')
  await page
    .getByText(/Ближе всего/)
    .first()
    .waitFor()
  await tabTo(page, /\d (м|км)$/)
  await page.keyboard.press('Enter')
  await page.locator('.g-map__pin--lit').waitFor()
  await tabTo(page, /^Назад$/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Каток' }).waitFor()
  await context.close()
})

/** An administrator, signed in by letter: sources with their age, the board with the touches of residents. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visit, widths } from './browser.ts'
import { beginJourney, isSound, type Journey, signIn } from './journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await beginJourney()
})
afterAll(() => journey.end())

describe.each(widths)('at %s width', (width) => {
  test('an administrator sees sources with their age, the board, staff and the journal', async () => {
    const { browser, root } = journey
    const { page, context, complaints } = await visit(browser, width)
    await signIn(page, journey, 'vera')
    for (const section of ['sources', 'board', 'needs', 'staff', 'audit']) {
      await page.goto(`${root}/studio/${section}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await isSound(page, `studio-${section}-${width}`)
    }
    expect(complaints).toEqual([])
    await context.close()
  })
})

/** What the board shows under «Касания». */
async function touchesOn(board: Page): Promise<number> {
  await board.reload()
  await board
    .getByText(/Касания|Касаний за этот период не было/)
    .first()
    .waitFor()
  const total = board.locator('.g-total', { hasText: 'Касания' }).locator('.g-total__value')
  return (await total.count()) === 0 ? 0 : Number((await total.textContent())?.replaceAll(/\D/g, ''))
}

test('what a resident opens and a developer calls is on the board, under its name', async () => {
  const { browser, root, city } = journey
  const staff = await visit(browser, 'desktop')
  await signIn(staff.page, journey, 'vera')
  await staff.page.goto(`${root}/studio/board`)
  const before = await touchesOn(staff.page)

  const resident = await visit(browser, 'phone')
  await resident.page.goto(`${root}/s/memorable-dates`)
  await resident.page
    .getByText(/Источник:/)
    .first()
    .waitFor()
  await city.ask(undefined, 'GET', '/api/datasets/schools/items?limit=1')

  await expect.poll(() => touchesOn(staff.page), { timeout: 20_000 }).toBe(before + 2)
  const tables = staff.page.getByRole('button', { name: 'Показать таблицей' })
  await tables.first().click()
  await staff.page.getByRole('rowheader', { name: 'Памятные даты' }).waitFor()
  await staff.page.getByRole('rowheader', { name: 'API: Школы' }).waitFor()
  await isSound(staff.page, 'board-touched')

  await staff.page.getByRole('button', { name: 'English' }).click()
  await staff.page.getByRole('button', { name: 'Show as a table' }).first().click()
  await staff.page.getByRole('rowheader', { name: 'API: Schools' }).waitFor()
  await isSound(staff.page, 'board-touched-english')
  for (const { context } of [staff, resident]) await context.close()
})

/** Another region on the same code: its own name, colour and addresses; and a page of questions made for the test. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rootDir } from '#kernel/server/root.ts'
import { visit } from './browser.ts'
import { beginJourney, isSound, type Journey, keepSettings } from './journey.ts'

const words = (ru: string) => ({ ru })
const pageOfQuestions = {
  gorod: 'flow/1',
  id: 'test-page',
  lang: ['ru'],
  channels: ['web'],
  title: words('Вывоз вещей'),
  vars: {
    kinds: { type: 'list' },
    car: { type: 'bool' },
    house: { type: 'house' },
    note: { type: 'text', max: 60 },
  },
  start: 'kinds',
  nodes: {
    kinds: {
      ask: 'kinds',
      type: 'many',
      text: words('Что забрать?'),
      choices: ['Стекло', 'Бумагу', 'Одежду'].map((label, n) => ({ value: `k${n}`, label: words(label) })),
      next: 'car',
    },
    car: { ask: 'car', type: 'bool', text: words('Есть подъезд для машины?'), next: 'house' },
    house: { ask: 'house', type: 'house', text: words('Откуда забрать?'), next: 'note' },
    note: { ask: 'note', type: 'text', text: words('Что ещё важно?'), next: 'end' },
    end: {
      show: 'text',
      text: words(
        "Заберём: {{ kinds.join('+') }}. {{ car ? 'Машина' : 'Тележка' }}. {{ house.short }}. {{ note }}.",
      ),
    },
  },
}

const pack = mkdtempSync(join(tmpdir(), 'gorod-second-'))
let journey: Journey
beforeAll(async () => {
  cpSync(join(rootDir, 'packs/leningrad-oblast'), pack, { recursive: true })
  writeFileSync(join(pack, 'flows/test-page.flow.json'), JSON.stringify(pageOfQuestions, null, 2))
  const services = join(pack, 'catalogue/services.json')
  const known = JSON.parse(readFileSync(services, 'utf8'))
  writeFileSync(
    services,
    JSON.stringify(
      [
        ...known,
        { ...known[0], id: 'test-page', flow: 'test-page', title: words('Вывоз вещей'), channels: ['web'] },
      ],
      null,
      2,
    ),
  )
  journey = await beginJourney({ env: { GOROD_PACK: pack } })
})
afterAll(async () => {
  await journey.end()
  rmSync(pack, { recursive: true, force: true })
})

/** Red, green and blue of the link to all services, as the browser painted it. */
const colourOfLink =
  'getComputedStyle(document.querySelector("main a[href=\'/services\']")).color.match(/\\d+/g).map(Number)'

test.each([['light'], ['dark']])('the second region looks its own by %s', async (scheme) => {
  const { browser, root } = journey
  const { page, context, complaints } = await visit(browser, 'phone')
  await keepSettings(context, { lang: 'ru', scheme })
  await page.goto(root)
  await page.getByText('Ленинградская область').first().waitFor()
  await page.getByPlaceholder('Например: Гатчина').waitFor()
  await page.getByRole('link', { name: 'Все сервисы' }).waitFor()
  const read = async () => (await page.evaluate(colourOfLink)) as number[]
  // As the pack names it on light paper; the same green, lighter, on dark paper (axe looks at the contrast).
  if (scheme === 'light') await expect.poll(read).toEqual([0x1b, 0x6b, 0x3a])
  await expect
    .poll(async () => {
      const [r = 0, g = 0, b = 0] = await read()
      return g > Math.max(r, b)
    })
    .toBe(true)
  expect(await page.locator('body').textContent()).not.toMatch(/Петербург|Невск|Лигов/)
  await isSound(page, `second-region-${scheme}`)
  expect(complaints).toEqual([])
  await context.close()
})

test('several questions stand on one page: many, yes or no, a house, words', async () => {
  const { browser, root } = journey
  const { page, context, complaints } = await visit(browser, 'phone')
  await page.goto(`${root}/s/test-page`)
  await page.getByText('Стекло', { exact: true }).click()
  await page.getByText('Одежду', { exact: true }).click()
  expect(await page.getByRole('checkbox', { name: 'Одежду' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Да', exact: true }).click()
  expect(await page.getByRole('checkbox').count()).toBe(3)
  const next = page.getByRole('button', { name: 'Дальше' })
  expect(await next.isDisabled(), 'two answers are still missing').toBe(true)
  await page.getByRole('combobox', { name: 'Откуда забрать?' }).fill('гатчина')
  await page
    .getByRole('option', { name: /Гатчина/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Что ещё важно?' }).fill('Позвоните заранее')
  await isSound(page, 'page-of-questions')
  await next.click()
  await page.getByText('Заберём: k0+k2. Машина.').waitFor()
  await page.getByText(/Гатчина.*Позвоните заранее/).waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

/** A developer: from the catalogue without an account to an app, a key shown once, a quota that falls. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visit, widths } from './browser.ts'
import { beginJourney, isSound, type Journey, signIn } from './journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await beginJourney()
})
afterAll(() => journey.end())

describe.each(widths)('at %s width', (width) => {
  test('a stranger finds an API, tries it without an account and sees the answer', async () => {
    const { browser, root } = journey
    const { page, context, complaints } = await visit(browser, width)
    await page.goto(`${root}/studio/apis`)
    await page.getByRole('heading', { level: 1, name: 'Каталог API' }).waitFor()
    await isSound(page, `apis-${width}`)
    await page.getByRole('link', { name: 'Школы' }).click()
    await page.getByRole('button', { name: 'Отправить запрос' }).click()
    await page.getByText('"items"').first().waitFor()
    await isSound(page, `api-${width}`)
    expect(complaints).toEqual([])
    await context.close()
  })
})

test('a developer makes an app and a key, calls with it, and sees the quota fall and the usage grow', async () => {
  const { browser, root } = journey
  const { page, context } = await visit(browser, 'desktop')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn(page, journey, 'gleb')

  await page.goto(`${root}/studio/apps`)
  await page.getByText('Приложений пока нет').waitFor()
  await page.getByRole('textbox', { name: 'Название' }).fill('Карта раздельного сбора')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Карта раздельного сбора' }).click()

  await page.getByText('Вызовов ещё не было').waitFor()
  const quota = page.getByText(/^Осталось .* из/)
  const leftOf = async () => Number((await quota.textContent())?.split(' из ')[0]?.replaceAll(/\D/g, ''))
  const before = await leftOf()
  await page.getByRole('button', { name: 'Выпустить ключ' }).click()
  await page.getByText('Скопируйте ключ сейчас').waitFor()
  await isSound(page, 'app-key')
  await page
    .getByRole('button', { name: /Скопировать/ })
    .first()
    .click()
  const key = String(await page.evaluate('navigator.clipboard.readText()'))
  expect(key).toMatch(/^grd_sec_/)
  const app = page.url()
  await page.reload()
  await page.getByText('ещё не использован').waitFor()
  expect(await page.content(), 'the key is shown once').not.toContain(key)

  await page.goto(`${root}/studio/apis/schools`)
  await page.getByLabel('Ключ, если есть').fill(key)
  for (const call of [1, 2]) {
    await page.getByRole('button', { name: 'Отправить запрос' }).click()
    const left = (before - call).toLocaleString('ru').replaceAll(/\s/g, '\\s')
    await page.getByText(new RegExp(`осталось запросов: ${left}$`)).waitFor()
  }

  await page.goto(app)
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: 'Обновить' }).click()
      return page.getByText(/вызов.* за 30 дней/).count()
    })
    .toBe(1)
  await page.getByText('2 вызова за 30 дней').waitFor()
  await page.reload()
  await expect.poll(leftOf).toBe(before - 2)
  await page
    .getByText(/использован/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Показать таблицей' }).last().click()
  await page.getByRole('rowheader', { name: 'Школы' }).waitFor()
  await isSound(page, 'app-used')
  await context.close()
})

test('a wrong key and a wrong parameter are refused in words', async () => {
  const { browser, root } = journey
  const { page, context } = await visit(browser, 'phone')
  await page.goto(`${root}/studio/apis/schools`)
  await page.getByLabel('Ключ, если есть').fill('grd_sec_0000000000000000000000000000000')
  await page.getByRole('button', { name: 'Отправить запрос' }).click()
  await page.getByText(/^\D*401$/).waitFor()
  await page.getByRole('heading', { level: 3, name: /ключ/i }).waitFor()
  await isSound(page, 'api-wrong-key')

  await page.getByLabel('Ключ, если есть').fill('')
  await page.getByLabel('near').fill('где-то тут')
  await page.getByRole('button', { name: 'Отправить запрос' }).click()
  await page.getByText(/^\D*400$/).waitFor()
  await page.getByRole('heading', { level: 3, name: /near/ }).waitFor()
  await isSound(page, 'api-wrong-parameter')
  await context.close()
})

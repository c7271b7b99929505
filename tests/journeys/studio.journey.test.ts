/** A developer from the catalogue to a key, and an administrator at the board: in a real browser, signed in by letter. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Person, type TestCity, testCity } from '../harness.ts'
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

async function isSound(page: Page, name: string): Promise<void> {
  await picture(page, name)
  expect(await seriousFindings(page), name).toEqual([])
  expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

const lettersTo = async (who: Person): Promise<string[]> => {
  const { items } = (await city.ask(undefined, 'GET', '/api/mail/outbox')).body
  const mine = items.filter(({ to }: { to: string }) => to === `${who}@example.org`)
  return mine.map(({ text }: { text: string }) => text)
}

/** As people do: ask for a letter on the page, follow the link in it. */
async function signIn(page: Page, who: Person): Promise<void> {
  const before = new Set(await lettersTo(who))
  await page.goto(`${root}/sign-in`)
  await page.getByRole('textbox').first().fill(`${who}@example.org`)
  await page.keyboard.press('Enter')
  const fresh = async () => (await lettersTo(who)).find((text) => !before.has(text))
  await expect.poll(fresh).toContain('#token=')
  const link = /https?:\/\/\S+#token=\S+/.exec((await fresh()) ?? '')?.[0] as string
  await page.goto(link.replace(/^https?:\/\/[^/]+/, root))
  const me = `fetch('/api/me').then((r) => r.json()).then((me) => me.email)`
  await expect.poll(() => page.evaluate(me)).toBe(`${who}@example.org`)
}

describe.each(widths)('at %s width', (width) => {
  test('a stranger finds an API, tries it without an account and sees the answer', async () => {
    const { page, context, complaints } = await visit(browser, width)
    await page.goto(`${root}/studio/apis`)
    await page.getByRole('heading', { level: 1, name: 'Каталог API' }).waitFor()
    await isSound(page, `apis-${width}`)
    await page.getByRole('link', { name: 'Школы' }).click()
    await page
      .getByRole('button', { name: /Попробовать|Отправить|Выполнить|Спросить/ })
      .first()
      .click()
    await page.getByText('"items"').first().waitFor()
    await isSound(page, `api-${width}`)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('an administrator sees sources with their age, the board, staff and the journal', async () => {
    const { page, context, complaints } = await visit(browser, width)
    await signIn(page, 'vera')
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

test('a developer makes an app and a key, and the key works at once', async () => {
  const { page, context } = await visit(browser, 'desktop')
  await signIn(page, 'gleb')
  await page.goto(`${root}/studio/apps`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await isSound(page, 'apps-empty')
  await page.getByRole('textbox').first().fill('Карта раздельного сбора')
  await page.keyboard.press('Enter')
  await page.getByText('Карта раздельного сбора').first().waitFor()
  await isSound(page, 'app')
  await context.close()
})

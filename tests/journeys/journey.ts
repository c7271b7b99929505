/** What journeys have in common: a city with its pages in a browser, and what people do in every one of them. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Person, type TestCity, type TestCityOptions, testCity } from '../harness.ts'
import { openBrowser, picture, seriousFindings, sideways } from './browser.ts'

export interface Journey {
  readonly city: TestCity
  readonly browser: Browser
  /** Where the pages stand, without a slash at the end. */
  readonly root: string
  end(): Promise<void>
}

export async function beginJourney(o: TestCityOptions = {}): Promise<Journey> {
  const city = await testCity({ background: true, ...o })
  const root = await city.listen()
  const browser = await openBrowser()
  return {
    city,
    browser,
    root,
    async end() {
      await browser.close()
      await city.close()
    },
  }
}

/** Every screen: nothing serious for axe, nothing to scroll sideways. */
export async function isSound(page: Page, name: string): Promise<void> {
  await picture(page, name)
  expect(await seriousFindings(page), name).toEqual([])
  expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** By keyboard alone, as with a screen reader. */
export async function chooseHome(page: Page, root: string): Promise<void> {
  await page.goto(root)
  await page.getByRole('combobox', { name: 'Адрес вашего дома' }).fill('лиговка 50')
  await page.getByRole('option', { name: /Лиговский пр\., 50$/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('Лиговский пр., 50').first().waitFor()
}

/** Presses Tab until the focus is on what has this name; says where it was when it never came. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const at = String(
      await page.evaluate(
        'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""',
      ),
    )
    if (name.test(at.trim())) return
    seen.push(at.trim().slice(0, 40))
  }
  throw new Error(`the focus never came to ${name}: ${seen.join(' · ')}`)
}

async function lettersTo(city: TestCity, who: Person): Promise<string[]> {
  const { items } = (await city.ask(undefined, 'GET', '/api/mail/outbox')).body
  const mine = items.filter(({ to }: { to: string }) => to === `${who}@example.org`)
  return mine.map(({ text }: { text: string }) => text)
}

/** As people do: ask for a letter on the page, follow the link in it. */
export async function signIn(page: Page, { city, root }: Journey, who: Person): Promise<void> {
  const before = new Set(await lettersTo(city, who))
  await page.goto(`${root}/sign-in`)
  await page.getByRole('textbox').first().fill(`${who}@example.org`)
  await page.keyboard.press('Enter')
  const fresh = async () => (await lettersTo(city, who)).find((text) => !before.has(text))
  await expect.poll(fresh).toContain('#token=')
  const link = /https?:\/\/\S+#token=\S+/.exec((await fresh()) ?? '')?.[0] as string
  await page.goto(link.replace(/^https?:\/\/[^/]+/, root))
  const me = `fetch('/api/me').then((r) => r.json()).then((me) => me.email)`
  await expect.poll(() => page.evaluate(me)).toBe(`${who}@example.org`)
}

/** Settings as the device keeps them, before the first page is opened. */
export async function keepSettings(context: BrowserContext, settings: object): Promise<void> {
  await context.addInitScript(
    `localStorage.setItem('gorod.settings', ${JSON.stringify(JSON.stringify(settings))})`,
  )
}
